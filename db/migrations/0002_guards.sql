-- Who may do what. `caseloop_app` is the API's and the worker's role; it can add to the ledger and to nothing else there.
-- `caseloop_reader` reads (replays, audits, the doctor), but no texts, files, passwords and sessions.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'caseloop_app') THEN CREATE ROLE caseloop_app NOLOGIN; END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'caseloop_reader') THEN CREATE ROLE caseloop_reader NOLOGIN; END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; -- another database of this server is being migrated
END $$;
--> statement-breakpoint
-- With only an owner's address known, sessions act as these roles by SET ROLE; that takes membership.
DO $$
BEGIN
  EXECUTE format('GRANT caseloop_app, caseloop_reader TO %I', current_user);
EXCEPTION WHEN OTHERS THEN RAISE NOTICE 'Not granted to %: %', current_user, SQLERRM;
END $$;
--> statement-breakpoint
GRANT USAGE ON SCHEMA public TO caseloop_app, caseloop_reader;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO caseloop_app;
--> statement-breakpoint
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO caseloop_app;
--> statement-breakpoint
-- How far the schema is migrated, for the readiness check.
GRANT USAGE ON SCHEMA drizzle TO caseloop_app, caseloop_reader;
--> statement-breakpoint
GRANT SELECT ON drizzle.__drizzle_migrations TO caseloop_app, caseloop_reader;
--> statement-breakpoint
-- What was published or received stays: the ledger, calendars and case types take additions only.
REVOKE UPDATE, DELETE ON case_event, calendar, case_type_version FROM caseloop_app;
--> statement-breakpoint
REVOKE DELETE ON intake, case_view, run_history, incident, org_unit, person FROM caseloop_app;
--> statement-breakpoint
GRANT SELECT ON ALL TABLES IN SCHEMA public TO caseloop_reader;
--> statement-breakpoint
REVOKE SELECT ON vault_text, attachment, session, person FROM caseloop_reader;
--> statement-breakpoint
GRANT SELECT (id, unit, role, name, post, active) ON person TO caseloop_reader;
--> statement-breakpoint
-- Even the owner cannot change the ledger by accident; who removes the trigger first leaves a trace of it, and the chain tells.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'The ledger is append-only: % of % is refused.', TG_OP, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
--> statement-breakpoint
CREATE TRIGGER case_event_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON case_event
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- One decision of a case, in one transaction and one round trip. Answers 'written', 'same' (a retry), 'other' (the ledger holds other
-- events at these numbers), 'gap' or 'fork'; only 'written' changed anything.
CREATE FUNCTION commit_case(
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

  INSERT INTO run_history (run_id, workflow_id, case_no, first_seq)
  VALUES (p_run_id, p_workflow_id, p_case_no, p_from) ON CONFLICT DO NOTHING;
  RETURN 'written';
END $$;
--> statement-breakpoint
COMMENT ON TABLE org_unit IS '组织与网格 The five levels, departments and utilities';
--> statement-breakpoint
COMMENT ON TABLE person IS '人员 Posts, and who may sign in';
--> statement-breakpoint
COMMENT ON TABLE session IS '会话 Bearer tokens, by their hash';
--> statement-breakpoint
COMMENT ON TABLE duty IS '值班 Who stands for a unit, and when';
--> statement-breakpoint
COMMENT ON TABLE calendar IS '工作日历 Every version of every working calendar';
--> statement-breakpoint
COMMENT ON TABLE case_type_version IS '事项类型版本 Every version of every case type; a version never changes';
--> statement-breakpoint
COMMENT ON TABLE case_counter IS '编号 Running case numbers of a county''s day';
--> statement-breakpoint
COMMENT ON TABLE intake IS '受理登记 Receipts; each case is started from its row';
--> statement-breakpoint
COMMENT ON TABLE request_key IS '幂等键 Actions of people that were begun, and what became of them';
--> statement-breakpoint
COMMENT ON TABLE case_event IS '台账 The ledger: append-only, hash-chained by case';
--> statement-breakpoint
COMMENT ON TABLE case_view IS '读模型 One row a case, for lists and counts; can be rebuilt from the ledger';
--> statement-breakpoint
COMMENT ON TABLE outbox IS '待发通知 What units and residents are to be told';
--> statement-breakpoint
COMMENT ON TABLE vault_text IS '保险库·文字 Free text and personal data; everything else holds references';
--> statement-breakpoint
COMMENT ON TABLE attachment IS '保险库·附件 Photos and scans';
--> statement-breakpoint
COMMENT ON TABLE run_history IS '运行历史 Every run of every case''s workflow, with its exported history';
--> statement-breakpoint
COMMENT ON TABLE incident IS '异常 What a person must look into, and how to mend it';
