-- Receptions of one county that come at the same moment are written together: one round trip, one wait for the county's counter and one
-- flush to disk for all of them. Each takes its own turn among requests of the same key, in one order for everybody, so that two processes
-- that write some of the same keys cannot wait for each other.
DROP FUNCTION begin_reception(text, text, ltree, text);
--> statement-breakpoint
-- The input of a receipt's case. A receipt names its case type and its calendar by name and version; one from before this migration holds
-- both in full, as does one whose versions are not published.
CREATE VIEW opening AS
  SELECT intake.case_no, intake.open_case,
    coalesce(type.definition, intake.open_case->'definition') AS definition,
    coalesce(calendar.definition::json, intake.open_case->'calendar') AS calendar
  FROM intake
  LEFT JOIN case_type_version AS type ON type.name = intake.open_case->'definition'->>'name'
    AND type.version = (intake.open_case->'definition'->>'version')::integer
  LEFT JOIN calendar ON calendar.name = intake.open_case->'calendar'->>'name'
    AND calendar.version = (intake.open_case->'calendar'->>'version')::integer;
--> statement-breakpoint
GRANT SELECT ON opening TO caseloop_app;
--> statement-breakpoint
GRANT SELECT ON opening TO caseloop_reader;
--> statement-breakpoint
-- A row for each request that was received before, and for each that gets a number now; none when the county has no code.
CREATE FUNCTION begin_receptions(p_scopes text[], p_keys text[], p_county ltree, p_days text[])
RETURNS TABLE (
  place integer, known_hash text, open_case json, definition json, calendar json, known_started boolean, code text, number integer)
LANGUAGE plpgsql AS $$
DECLARE
  v_known integer[];
BEGIN
  PERFORM pg_advisory_xact_lock(turn) FROM (
    SELECT DISTINCT hashtextextended(p_scopes[i] || ' ' || p_keys[i], 0) AS turn
    FROM generate_subscripts(p_keys, 1) AS i ORDER BY turn) AS turns;
  v_known := ARRAY(
    SELECT i FROM generate_subscripts(p_keys, 1) AS i
    JOIN intake ON intake.scope = p_scopes[i] AND intake.key = p_keys[i]);
  RETURN QUERY SELECT i, intake.body_hash, opening.open_case, opening.definition, opening.calendar, intake.started_at IS NOT NULL,
      NULL::text, NULL::integer
    FROM unnest(v_known) AS i JOIN intake ON intake.scope = p_scopes[i] AND intake.key = p_keys[i]
    JOIN opening ON opening.case_no = intake.case_no;
  RETURN QUERY
    WITH fresh AS (
      SELECT i, p_days[i] AS day FROM generate_subscripts(p_keys, 1) AS i WHERE i <> ALL (v_known)
    ), taken AS (
      INSERT INTO case_counter AS counter (code, day, last)
      SELECT org_unit.code, fresh.day, count(*) FROM fresh, org_unit
      WHERE org_unit.path = p_county AND org_unit.code IS NOT NULL
      GROUP BY org_unit.code, fresh.day ORDER BY fresh.day
      ON CONFLICT ON CONSTRAINT case_counter_code_day_pk DO UPDATE SET last = counter.last + excluded.last
      RETURNING counter.code, counter.day, counter.last
    )
    SELECT i, NULL::text, NULL::json, NULL::json, NULL::json, NULL::boolean, taken.code,
      (taken.last - count(*) OVER (PARTITION BY day) + row_number() OVER (PARTITION BY day ORDER BY i))::integer
    FROM fresh JOIN taken USING (day);
END $$;
