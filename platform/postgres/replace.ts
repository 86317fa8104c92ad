// A database that takes another one's place on the embedded server: filled beside it, and named as it is only when it is whole.
import pg from 'pg';

const nameOf = (ownerUrl: string): string => decodeURIComponent(new URL(ownerUrl).pathname.slice(1));

/** Makes a bare database beside the one of `ownerUrl`, instead of one that was left there. @returns its address */
export const makeBeside = async (ownerUrl: string): Promise<string> => {
  const beside = new URL(ownerUrl);
  beside.pathname = `/${nameOf(ownerUrl)}_restoring`;
  await onServer(ownerUrl, async (client) => {
    const name = client.escapeIdentifier(nameOf(beside.href));
    await client.query(`drop database if exists ${name}`);
    await client.query(`create database ${name}`);
  });
  return beside.href;
};

/** Gives the one that was made beside the name of the old one, both at once or neither. @returns the name that the old one has now */
export const takeName = async (ownerUrl: string, besideUrl: string, now: Date): Promise<string> => {
  const name = nameOf(ownerUrl);
  const aside = `${name}_before_${now.toISOString().slice(0, 19).replaceAll(/[-:T]/g, '')}`;
  await onServer(ownerUrl, async (client) => {
    const rename = (from: string, to: string) =>
      client.query(`alter database ${client.escapeIdentifier(from)} rename to ${client.escapeIdentifier(to)}`);
    await client.query('begin');
    await rename(name, aside);
    await rename(nameOf(besideUrl), name);
    await client.query('commit');
  });
  return aside;
};

const onServer = async (ownerUrl: string, work: (client: pg.Client) => Promise<void>): Promise<void> => {
  const url = new URL(ownerUrl);
  url.pathname = '/postgres';
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
};
