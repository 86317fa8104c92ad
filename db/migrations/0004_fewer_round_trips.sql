-- What a decision settles beside the case is settled in its own transaction: the key of the request that it answers is done, and a receipt
-- whose reception is in the ledger has been started. Before, the API wrote both in transactions of their own.
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

  INSERT INTO case_view SELECT * FROM jsonb_populate_record(NULL::case_view, p_view)
  ON CONFLICT (case_no) DO UPDATE SET
    seq = excluded.seq, head = excluded.head, status = excluded.status, phase = excluded.phase, step = excluded.step,
    responsible = excluded.responsible, involved = excluded.involved, due_at = excluded.due_at, overdue = excluded.overdue,
    card = excluded.card, closed_at = excluded.closed_at, on_time = excluded.on_time, calendar = excluded.calendar,
    state = excluded.state
  WHERE case_view.seq < excluded.seq;

  IF cardinality(p_notice_seqs) > 0 THEN
    INSERT INTO outbox (case_no, seq, part, kind, audience)
    SELECT p_case_no, p_notice_seqs[i], i, p_notice_kinds[i], p_notice_audiences[i]
    FROM generate_subscripts(p_notice_seqs, 1) AS i;
  END IF;

  IF p_from = 1 THEN
    UPDATE intake SET started_at = now(), last_error = NULL WHERE case_no = p_case_no AND started_at IS NULL;
  END IF;
  UPDATE request_key SET status = 'done', seq = case_event.seq FROM case_event
  WHERE request_key.case_no = p_case_no AND request_key.key = ANY (p_commands)
    AND case_event.case_no = p_case_no AND case_event.command_id = request_key.key;

  INSERT INTO run_history (run_id, workflow_id, case_no, first_seq)
  VALUES (p_run_id, p_workflow_id, p_case_no, p_from) ON CONFLICT DO NOTHING;
  RETURN 'written';
END $$;
--> statement-breakpoint
-- A reception's first half: waits for its turn among requests of the same key, finds what was received under it before, and takes the
-- county's next number of the day otherwise. One round trip, because the county's counter is held until the transaction ends.
CREATE FUNCTION begin_reception(p_scope text, p_key text, p_county ltree, p_day text)
RETURNS TABLE (known_hash text, known_open json, known_started boolean, code text, number integer) LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(p_scope || ' ' || p_key, 0));
  RETURN QUERY SELECT intake.body_hash, intake.open_case, intake.started_at IS NOT NULL, NULL::text, NULL::integer
    FROM intake WHERE intake.scope = p_scope AND intake.key = p_key;
  IF FOUND THEN RETURN; END IF;
  RETURN QUERY INSERT INTO case_counter AS counter (code, day, last)
    SELECT org_unit.code, p_day, 1 FROM org_unit WHERE org_unit.path = p_county AND org_unit.code IS NOT NULL
    ON CONFLICT ON CONSTRAINT case_counter_code_day_pk DO UPDATE SET last = counter.last + 1
    RETURNING NULL::text, NULL::json, NULL::boolean, counter.code, counter.last;
END $$;
