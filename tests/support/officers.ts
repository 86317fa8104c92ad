// Many officers at their desks: sessions for the posts of the zone's streets, opened in the database, because the demonstration's
// passwords are for fifteen posts only and one person may send 3,000 requests a minute.
import { type Database, openDatabase } from '../../db/client.ts';
import { openSession } from '../../db/sessions.ts';

export interface Officer {
  token: string;
  /** The street that the officer belongs to. */
  street: string;
  /** A community or village of that street. */
  area: string;
}

/** All posts of the zone's streets and towns. */
export const streetOfficers = async (db: Database): Promise<Officer[]> => {
  const { rows } = await db.pool.query<{ id: string; hash: string | null; street: string; area: string }>(
    `select person.id, person.password_hash as hash, person.unit::text as street,
       (select path::text from org_unit where path <@ person.unit and nlevel(path) = 4 order by path limit 1) as area
     from person where role = 'street' and unit <@ 'xx.zone' and active order by id`,
  );
  return Promise.all(
    rows.map(async ({ id, hash, street, area }) => ({
      street,
      area,
      token: (await openSession(db, { person: id, hash })).token,
    })),
  );
};

/** A database of a running system, for what the benchmark prepares and counts. */
export const observerDatabase = (url: string): Database => openDatabase(url, { applicationName: 'observer', max: 4 });
