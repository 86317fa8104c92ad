-- A run that commits has not ended: one that was exported, and that an older store of the engine has brought back to life, is exported again.
-- A receipt has been started when its own reception is in the ledger: after the database fell back, its number may be another request's.
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
    UPDATE intake SET started_at = now(), last_error = NULL
    WHERE case_no = p_case_no AND started_at IS NULL AND open_case ->> 'id' = p_commands[1];
  END IF;
  UPDATE request_key SET status = 'done', seq = case_event.seq FROM case_event
  WHERE request_key.case_no = p_case_no AND request_key.key = ANY (p_commands)
    AND case_event.case_no = p_case_no AND case_event.command_id = request_key.key;

  INSERT INTO run_history (run_id, workflow_id, case_no, first_seq)
  VALUES (p_run_id, p_workflow_id, p_case_no, p_from) ON CONFLICT DO NOTHING;
  -- Not as what the conflict does: that would lock the run's row, and so write to it, at each commit.
  IF NOT FOUND THEN
    UPDATE run_history SET exported_at = NULL, events = NULL, history = NULL, sha256 = NULL
    WHERE run_id = p_run_id AND exported_at IS NOT NULL;
  END IF;
  RETURN 'written';
END $$;
