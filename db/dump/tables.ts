// Which tables a dump holds, in the order in which they can be loaded again.
import type pg from 'pg';

export interface TableShape {
  table: string;
  /** In the table's order; what PostgreSQL computes by itself is not among them. */
  columns: string[];
}

/** Who was signed in is not kept: a token that was given back must not come to life again. */
const leftOut = ['session', 'sign_in_attempt'];

/** Numbers of transactions mean something to the server that gave them only. */
const columnsLeftOut = ['tx'];

/** Every table of the application; one that refers to others comes after those that refer to none. */
export const readTables = async (client: pg.ClientBase): Promise<TableShape[]> => {
  const { rows } = await client.query<TableShape>(
    `select relname::text as table, array_agg(attname::text order by attnum) as columns
     from pg_class join pg_attribute on attrelid = pg_class.oid
     where relnamespace = 'public'::regnamespace and relkind = 'r' and relname <> all($1)
       and attnum > 0 and not attisdropped and attgenerated = '' and attname <> all($2)
     group by pg_class.oid, relname
     order by exists (select from pg_constraint where conrelid = pg_class.oid and contype = 'f'), relname`,
    [leftOut, columnsLeftOut],
  );
  return rows;
};

/** `person (id, unit, …)`, as COPY takes it. */
export const copyTarget = (client: pg.ClientBase, { table, columns }: TableShape): string =>
  `${client.escapeIdentifier(table)} (${columns.map((column) => client.escapeIdentifier(column)).join(', ')})`;
