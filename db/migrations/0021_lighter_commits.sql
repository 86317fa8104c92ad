-- A decision and a reception ask for no more than they need. A case's row is updated where there is one, and the number of a request's event
-- is told from its place in the decision.
CREATE OR REPLACE FUNCTION commit_case(
  p_case_no text, p_from integer, p_prev text,
  p_types text[], p_ats timestamptz[], p_commands text[], p_bodies text[], p_hashes text[], p_seals text[],
  p_view jsonb, p_notice_seqs integer[], p_notice_kinds text[], p_notice_audiences text[],
  p_workflow_id text, p_run_id text
) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  v_seq integer;
  v_head text;
  v_to integer := p_from + cardinality(p_bodies) - 1;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(p_case_no, 0));
  SELECT seq, hash INTO v_seq, v_head FROM case_event WHERE case_no = p_case_no ORDER BY seq DESC LIMIT 1;
  v_seq := coalesce(v_seq, 0);
  IF v_seq >= p_from THEN
    RETURN CASE
      WHEN (SELECT array_agg(hash ORDER BY seq) FROM case_event
            WHERE case_no = p_case_no AND seq BETWEEN p_from AND v_to) = p_hashes THEN 'same'
      ELSE 'other' END;
  END IF;
  IF v_seq < p_from - 1 THEN RETURN 'gap'; END IF;
  IF v_head IS NOT NULL AND v_head <> p_prev THEN RETURN 'fork'; END IF;

  INSERT INTO case_event (case_no, seq, type, at, command_id, body, hash, seal)
  SELECT p_case_no, p_from + i - 1, p_types[i], p_ats[i], p_commands[i], p_bodies[i], p_hashes[i], p_seals[i]
  FROM generate_subscripts(p_bodies, 1) AS i;

  -- Not left to the conflict of an insert: each would first make a new row, and its scopes, which nobody needs.
  UPDATE case_view SET
    seq = new.seq, head = new.head, status = new.status, phase = new.phase, step = new.step,
    responsible = new.responsible, involved = new.involved, due_at = new.due_at, overdue = new.overdue,
    card = new.card, closed_at = new.closed_at, on_time = new.on_time, calendar = new.calendar,
    state = new.state
  FROM jsonb_populate_record(NULL::case_view, p_view) AS new
  WHERE case_view.case_no = p_case_no AND case_view.seq < new.seq;
  IF NOT FOUND THEN
    INSERT INTO case_view SELECT * FROM jsonb_populate_record(NULL::case_view, p_view) ON CONFLICT (case_no) DO NOTHING;
  END IF;

  IF cardinality(p_notice_seqs) > 0 THEN
    INSERT INTO outbox (case_no, seq, part, kind, audience)
    SELECT p_case_no, p_notice_seqs[i], i, p_notice_kinds[i], p_notice_audiences[i]
    FROM generate_subscripts(p_notice_seqs, 1) AS i;
  END IF;

  IF p_from = 1 THEN
    UPDATE intake SET started_at = now(), last_error = NULL
    WHERE case_no = p_case_no AND started_at IS NULL AND open_case ->> 'id' = p_commands[1];
  END IF;
  UPDATE request_key SET status = 'done', seq = p_from + array_position(p_commands, key) - 1
  WHERE case_no = p_case_no AND key = ANY (ARRAY(SELECT unnest(p_commands)));

  INSERT INTO run_history (run_id, workflow_id, case_no, first_seq)
  VALUES (p_run_id, p_workflow_id, p_case_no, p_from) ON CONFLICT DO NOTHING;
  -- Not as what the conflict does: that would lock the run's row, and so write to it, at each commit.
  IF NOT FOUND THEN
    UPDATE run_history SET exported_at = NULL, events = NULL, history = NULL, sha256 = NULL
    WHERE run_id = p_run_id AND exported_at IS NOT NULL;
  END IF;
  RETURN 'written';
END $$;
--> statement-breakpoint
-- What was received before is read when something was.
CREATE OR REPLACE FUNCTION begin_receptions(p_scopes text[], p_keys text[], p_county ltree, p_days text[])
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
  IF cardinality(v_known) > 0 THEN
    RETURN QUERY SELECT i, intake.body_hash, opening.open_case, opening.definition, opening.calendar, intake.started_at IS NOT NULL,
        NULL::text, NULL::integer
      FROM unnest(v_known) AS i JOIN intake ON intake.scope = p_scopes[i] AND intake.key = p_keys[i]
      JOIN opening ON opening.case_no = intake.case_no;
  END IF;
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
