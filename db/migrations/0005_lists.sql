-- Lists that stay fast with a million cases: indexes that they really use, and counts of what is closed.
-- A unit's cases are found by an array of all units that see each, kept beside `involved`.
CREATE FUNCTION scopes_of(involved ltree[]) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN ARRAY(SELECT DISTINCT subltree(unit, 0, depth)::text COLLATE "C" AS scope
  FROM unnest(involved) AS unit, generate_series(1, nlevel(unit)) AS depth ORDER BY scope);
--> statement-breakpoint
-- The pairs of neighbouring characters of a text, ASCII letters in lower case: most words of Chinese have two, and pg_trgm needs three.
CREATE FUNCTION bigrams(words text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN string_to_array(rtrim(regexp_replace(lower(words COLLATE "C"), '(..)', E'\\1\x1f', 'g'), E'\x1f'), E'\x1f')
  || string_to_array(rtrim(regexp_replace(lower(substr(words, 2) COLLATE "C"), '(..)', E'\\1\x1f', 'g'), E'\x1f'), E'\x1f');
--> statement-breakpoint
CREATE TABLE "case_count" (
	"unit" text NOT NULL,
	"day" date NOT NULL,
	"rehearsal" boolean NOT NULL,
	"source" text NOT NULL,
	"type" text NOT NULL,
	"on_time" boolean NOT NULL,
	"cases" integer NOT NULL,
	CONSTRAINT "case_count_unit_day_rehearsal_source_type_on_time_pk" PRIMARY KEY("unit","day","rehearsal","source","type","on_time")
);
--> statement-breakpoint
DROP INDEX "case_view_responsible";--> statement-breakpoint
DROP INDEX "case_view_involved";--> statement-breakpoint
DROP INDEX "vault_text_words";--> statement-breakpoint
DROP INDEX "case_view_slack";--> statement-breakpoint
DROP INDEX "case_view_received";--> statement-breakpoint
ALTER TABLE "case_view" ADD COLUMN "scopes" text[];--> statement-breakpoint
UPDATE "case_view" SET "scopes" = scopes_of("involved");--> statement-breakpoint
ALTER TABLE "case_view" ALTER COLUMN "scopes" SET NOT NULL;--> statement-breakpoint
CREATE INDEX "case_event_number" ON "case_event" USING gin (case_no gin_trgm_ops) WHERE seq = 1;--> statement-breakpoint
CREATE INDEX "case_view_rehearsals" ON "case_view" USING btree ("received_at","case_no") WHERE rehearsal;--> statement-breakpoint
CREATE INDEX "case_view_open_scopes" ON "case_view" USING gin ("scopes") WITH (fastupdate=false) WHERE status = 'open';--> statement-breakpoint
CREATE INDEX "case_view_scopes" ON "case_view" USING gin ("scopes") WITH (fastupdate=false);--> statement-breakpoint
CREATE INDEX "vault_text_bigrams" ON "vault_text" USING gin (bigrams("text"));--> statement-breakpoint
CREATE INDEX "case_view_slack" ON "case_view" USING btree ((coalesce(due_at, 'infinity')),"case_no") WHERE status = 'open' and not rehearsal;--> statement-breakpoint
CREATE INDEX "case_view_received" ON "case_view" USING btree ("received_at","case_no") WHERE not rehearsal;--> statement-breakpoint
CREATE FUNCTION follow_involved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.scopes := scopes_of(NEW.involved);
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER case_view_scopes_new BEFORE INSERT ON case_view FOR EACH ROW EXECUTE FUNCTION follow_involved();
--> statement-breakpoint
CREATE TRIGGER case_view_scopes_changed BEFORE UPDATE ON case_view FOR EACH ROW
  WHEN (NEW.involved IS DISTINCT FROM OLD.involved) EXECUTE FUNCTION follow_involved();
--> statement-breakpoint
-- Adds one case to the counts of all who see it, or takes it away. In the order of units, so that two cases do not wait for each other.
CREATE FUNCTION count_case(counted case_view, by integer) RETURNS void LANGUAGE sql
BEGIN ATOMIC
  INSERT INTO case_count (unit, day, rehearsal, source, type, on_time, cases)
  SELECT unit, (counted.received_at AT TIME ZONE 'Asia/Shanghai')::date, counted.rehearsal, counted.source, counted.type,
    coalesce(counted.on_time, false), by
  FROM unnest(counted.scopes) AS unit ORDER BY unit
  ON CONFLICT ON CONSTRAINT case_count_unit_day_rehearsal_source_type_on_time_pk DO UPDATE SET cases = case_count.cases + excluded.cases;
END;
--> statement-breakpoint
CREATE FUNCTION keep_count() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF (OLD.status = 'open', OLD.scopes, OLD.received_at, OLD.rehearsal, OLD.source, OLD.type, OLD.on_time)
      IS NOT DISTINCT FROM (NEW.status = 'open', NEW.scopes, NEW.received_at, NEW.rehearsal, NEW.source, NEW.type, NEW.on_time)
    THEN RETURN NULL; END IF;
    IF OLD.status <> 'open' THEN PERFORM count_case(OLD, -1); END IF;
  END IF;
  IF NEW.status <> 'open' THEN PERFORM count_case(NEW, 1); END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER case_view_count_new AFTER INSERT ON case_view FOR EACH ROW
  WHEN (NEW.status <> 'open') EXECUTE FUNCTION keep_count();
--> statement-breakpoint
CREATE TRIGGER case_view_count_changed AFTER UPDATE ON case_view FOR EACH ROW
  WHEN (OLD.status <> 'open' OR NEW.status <> 'open') EXECUTE FUNCTION keep_count();
--> statement-breakpoint
-- For the owner, when rows were written past the triggers: a migration, a bulk load, a rebuilt read model.
CREATE FUNCTION recount_cases() RETURNS void LANGUAGE sql
BEGIN ATOMIC
  DELETE FROM case_count;
  INSERT INTO case_count (unit, day, rehearsal, source, type, on_time, cases)
  SELECT unit, (received_at AT TIME ZONE 'Asia/Shanghai')::date, rehearsal, source, type, coalesce(on_time, false), count(*)
  FROM case_view, unnest(scopes) AS unit WHERE status <> 'open' GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2;
END;
--> statement-breakpoint
SELECT recount_cases();--> statement-breakpoint
-- What the planner must know about the new columns and expressions before it uses their indexes well.
ANALYZE case_view, vault_text;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON case_count TO caseloop_app;--> statement-breakpoint
GRANT SELECT ON case_count TO caseloop_reader;--> statement-breakpoint
COMMENT ON TABLE case_count IS '办结计数 Cases that are not open any more, counted for every unit that sees them; recount_cases() makes it anew';--> statement-breakpoint
COMMENT ON COLUMN case_count."unit" IS '单位 Unit, an org path';--> statement-breakpoint
COMMENT ON COLUMN case_count."day" IS 'China''s date of reception.';--> statement-breakpoint
COMMENT ON COLUMN case_count."rehearsal" IS '演练 A rehearsal, kept out of real statistics';--> statement-breakpoint
COMMENT ON COLUMN case_count."source" IS '来源 Channel';--> statement-breakpoint
COMMENT ON COLUMN case_count."type" IS '类型 Type';--> statement-breakpoint
COMMENT ON COLUMN case_count."on_time" IS 'Closed without ever having been overdue.';--> statement-breakpoint
COMMENT ON COLUMN case_count."cases" IS '件数 How many';--> statement-breakpoint
COMMENT ON COLUMN case_view."scopes" IS 'The involved units and all that stand above them, for the index; a trigger follows `involved`.';
