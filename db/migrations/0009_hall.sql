-- What a command hall shows must be had within milliseconds at a million cases: narrow rows of open cases and of news, and satisfaction
-- counted with what is closed.
CREATE TABLE "case_news" (
	"case_no" text NOT NULL,
	"seq" integer NOT NULL,
	"type" text NOT NULL,
	"at" timestamptz(3) NOT NULL,
	"from_phase" text,
	"to_phase" text NOT NULL,
	"responsible" "ltree" NOT NULL,
	"area" "ltree" NOT NULL,
	"source" text NOT NULL,
	"rehearsal" boolean NOT NULL,
	CONSTRAINT "case_news_case_no_seq_pk" PRIMARY KEY("case_no","seq")
);
--> statement-breakpoint
CREATE TABLE "case_open" (
	"case_no" text PRIMARY KEY NOT NULL,
	"rehearsal" boolean NOT NULL,
	"source" text NOT NULL,
	"type" text NOT NULL,
	"urgency" text NOT NULL,
	"phase" text NOT NULL,
	"step" text NOT NULL,
	"area" "ltree" NOT NULL,
	"responsible" "ltree" NOT NULL,
	"scopes" text[] NOT NULL,
	"due_at" timestamptz(3),
	"overdue" boolean NOT NULL,
	"card" text,
	"received_at" timestamptz(3) NOT NULL
);
--> statement-breakpoint
ALTER TABLE "case_count" ADD COLUMN "very_satisfied" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "case_count" ADD COLUMN "satisfied" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "case_count" ADD COLUMN "basically_satisfied" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "case_count" ADD COLUMN "dissatisfied" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "case_news_at" ON "case_news" USING btree ("at");--> statement-breakpoint
CREATE INDEX "case_news_turnover" ON "case_news" USING btree ("at") WHERE from_phase is null or to_phase = 'closed';--> statement-breakpoint
CREATE INDEX "case_open_scopes" ON "case_open" USING gin ("scopes") WITH (fastupdate=false);
--> statement-breakpoint
CREATE OR REPLACE FUNCTION count_case(counted case_view, by integer) RETURNS void LANGUAGE sql
BEGIN ATOMIC
  INSERT INTO case_count (unit, day, rehearsal, source, type, on_time, cases, very_satisfied, satisfied, basically_satisfied, dissatisfied)
  SELECT unit, (counted.received_at AT TIME ZONE 'Asia/Shanghai')::date, counted.rehearsal, counted.source, counted.type,
    coalesce(counted.on_time, false), by, by * (grade = 'verySatisfied')::integer, by * (grade = 'satisfied')::integer,
    by * (grade = 'basicallySatisfied')::integer, by * (grade = 'dissatisfied')::integer
  FROM unnest(counted.scopes) AS unit, coalesce(counted.state ->> 'satisfaction', '') AS grade ORDER BY unit
  ON CONFLICT ON CONSTRAINT case_count_unit_day_rehearsal_source_type_on_time_pk DO UPDATE SET
    cases = case_count.cases + excluded.cases,
    very_satisfied = case_count.very_satisfied + excluded.very_satisfied,
    satisfied = case_count.satisfied + excluded.satisfied,
    basically_satisfied = case_count.basically_satisfied + excluded.basically_satisfied,
    dissatisfied = case_count.dissatisfied + excluded.dissatisfied;
END;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION keep_count() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF (OLD.status = 'open', OLD.scopes, OLD.received_at, OLD.rehearsal, OLD.source, OLD.type, OLD.on_time, OLD.state ->> 'satisfaction')
      IS NOT DISTINCT FROM
      (NEW.status = 'open', NEW.scopes, NEW.received_at, NEW.rehearsal, NEW.source, NEW.type, NEW.on_time, NEW.state ->> 'satisfaction')
    THEN RETURN NULL; END IF;
    IF OLD.status <> 'open' THEN PERFORM count_case(OLD, -1); END IF;
  END IF;
  IF NEW.status <> 'open' THEN PERFORM count_case(NEW, 1); END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION keep_open() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.status = 'open' THEN
    INSERT INTO case_open (case_no, rehearsal, source, type, urgency, phase, step, area, responsible, scopes, due_at, overdue, card, received_at)
    VALUES (NEW.case_no, NEW.rehearsal, NEW.source, NEW.type, NEW.urgency, NEW.phase, NEW.step, NEW.area, NEW.responsible, NEW.scopes, NEW.due_at, NEW.overdue, NEW.card, NEW.received_at)
    ON CONFLICT (case_no) DO UPDATE SET
      rehearsal = excluded.rehearsal,
      source = excluded.source,
      type = excluded.type,
      urgency = excluded.urgency,
      phase = excluded.phase,
      step = excluded.step,
      area = excluded.area,
      responsible = excluded.responsible,
      scopes = excluded.scopes,
      due_at = excluded.due_at,
      overdue = excluded.overdue,
      card = excluded.card,
      received_at = excluded.received_at;
  ELSE
    DELETE FROM case_open WHERE case_no = NEW.case_no;
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER case_view_open_new AFTER INSERT ON case_view FOR EACH ROW
  WHEN (NEW.status = 'open') EXECUTE FUNCTION keep_open();
--> statement-breakpoint
CREATE TRIGGER case_view_open_changed AFTER UPDATE ON case_view FOR EACH ROW
  WHEN ((OLD.status, OLD.rehearsal, OLD.source, OLD.type, OLD.urgency, OLD.phase, OLD.step, OLD.area, OLD.responsible, OLD.scopes, OLD.due_at, OLD.overdue, OLD.card, OLD.received_at)
    IS DISTINCT FROM (NEW.status, NEW.rehearsal, NEW.source, NEW.type, NEW.urgency, NEW.phase, NEW.step, NEW.area, NEW.responsible, NEW.scopes, NEW.due_at, NEW.overdue, NEW.card, NEW.received_at))
  EXECUTE FUNCTION keep_open();
--> statement-breakpoint
-- For the owner, when rows were written past the triggers: a migration, a bulk load, a rebuilt read model.
CREATE OR REPLACE FUNCTION recount_cases() RETURNS void LANGUAGE sql
BEGIN ATOMIC
  DELETE FROM case_count;
  INSERT INTO case_count (unit, day, rehearsal, source, type, on_time, cases, very_satisfied, satisfied, basically_satisfied, dissatisfied)
  SELECT unit, (received_at AT TIME ZONE 'Asia/Shanghai')::date, rehearsal, source, type, coalesce(on_time, false), count(*),
    count(*) FILTER (WHERE grade = 'verySatisfied'), count(*) FILTER (WHERE grade = 'satisfied'),
    count(*) FILTER (WHERE grade = 'basicallySatisfied'), count(*) FILTER (WHERE grade = 'dissatisfied')
  FROM (SELECT scopes, received_at, rehearsal, source, type, on_time, state ->> 'satisfaction' AS grade FROM case_view WHERE status <> 'open')
    AS ended, unnest(scopes) AS unit GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2;
  DELETE FROM case_open;
  INSERT INTO case_open (case_no, rehearsal, source, type, urgency, phase, step, area, responsible, scopes, due_at, overdue, card, received_at)
  SELECT case_no, rehearsal, source, type, urgency, phase, step, area, responsible, scopes, due_at, overdue, card, received_at
  FROM case_view WHERE status = 'open' ORDER BY received_at;
END;
--> statement-breakpoint
-- Events that a screen tells; the others (remarks, files, reminders, requests) would be noise there.
CREATE FUNCTION is_news(type text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN type IN ('received', 'verified', 'resolvedOnSpot', 'dispatched', 'advanced', 'completed', 'replied', 'calledBack', 'redone',
  'reviewed', 'closed', 'takenOver', 'returned', 'arbitrated', 'reassigned', 'escalated', 'urged', 'supervised', 'extensionApproved',
  'suspended', 'resumed', 'reopened', 'withdrawn', 'markedOverdue', 'raised', 'cardRaised');
--> statement-breakpoint
-- Tells one event. What it does not say itself (area, source, who answers) goes on from the case's news before it.
CREATE FUNCTION tell_news(told case_event) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  event jsonb := told.body::jsonb;
  transition jsonb := event #> '{data,transition}';
  before case_news;
BEGIN
  IF told.type = 'received' THEN
    before.area := event #>> '{data,intake,area}';
    before.source := event #>> '{data,intake,source}';
    before.rehearsal := event #>> '{data,rehearsal}';
  ELSE
    SELECT * INTO before FROM case_news WHERE case_no = told.case_no AND seq < told.seq ORDER BY seq DESC LIMIT 1;
    -- Written past the trigger until now: retell_news() tells all of it.
    IF NOT FOUND THEN RETURN; END IF;
  END IF;
  INSERT INTO case_news (case_no, seq, type, at, from_phase, to_phase, responsible, area, source, rehearsal)
  VALUES (
    told.case_no, told.seq, told.type,
    CASE WHEN before.rehearsal THEN told.recorded_at ELSE told.at END,
    before.to_phase,
    CASE WHEN told.type IN ('closed', 'withdrawn') THEN 'closed' ELSE coalesce(transition ->> 'phase', before.to_phase) END,
    coalesce(
      transition ->> 'responsible', event #>> '{data,to}', CASE told.type WHEN 'takenOver' THEN event #>> '{authority,unit}' END,
      before.responsible::text
    )::ltree,
    before.area, before.source, before.rehearsal
  )
  ON CONFLICT DO NOTHING;
END $$;
--> statement-breakpoint
CREATE FUNCTION keep_news() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tell_news(NEW);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER case_event_news AFTER INSERT ON case_event FOR EACH ROW
  WHEN (is_news(NEW.type)) EXECUTE FUNCTION keep_news();
--> statement-breakpoint
-- For the owner: tells the whole lives of all cases to which something happened since then.
CREATE FUNCTION retell_news(since timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  told case_event;
BEGIN
  DELETE FROM case_news;
  FOR told IN
    SELECT * FROM case_event
    WHERE is_news(type) AND (since = '-infinity' OR case_no IN (SELECT case_no FROM case_event WHERE recorded_at >= since))
    ORDER BY case_no, seq
  LOOP
    PERFORM tell_news(told);
  END LOOP;
END $$;
--> statement-breakpoint
SELECT recount_cases();
--> statement-breakpoint
SELECT retell_news('-infinity');
--> statement-breakpoint
ANALYZE case_count, case_open, case_news;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON case_open TO caseloop_app;
--> statement-breakpoint
GRANT SELECT, INSERT ON case_news TO caseloop_app;
--> statement-breakpoint
GRANT SELECT ON case_open, case_news TO caseloop_reader;
--> statement-breakpoint
COMMENT ON TABLE case_open IS '在办 What screens count of the open cases, a narrow row each; recount_cases() makes it anew';
--> statement-breakpoint
COMMENT ON COLUMN case_open."case_no" IS '事项编号 Case number';
--> statement-breakpoint
COMMENT ON COLUMN case_open."rehearsal" IS '演练 A rehearsal, kept out of real statistics';
--> statement-breakpoint
COMMENT ON COLUMN case_open."source" IS '来源 Channel';
--> statement-breakpoint
COMMENT ON COLUMN case_open."type" IS '类型 Type';
--> statement-breakpoint
COMMENT ON COLUMN case_open."urgency" IS '紧急程度 Urgency';
--> statement-breakpoint
COMMENT ON COLUMN case_open."phase" IS '阶段 Phase of the loop';
--> statement-breakpoint
COMMENT ON COLUMN case_open."step" IS '环节 Step';
--> statement-breakpoint
COMMENT ON COLUMN case_open."area" IS '属地 Where it happened, an org path';
--> statement-breakpoint
COMMENT ON COLUMN case_open."responsible" IS '责任单位 Who answers for it, an org path';
--> statement-breakpoint
COMMENT ON COLUMN case_open."scopes" IS 'All units that see it, as in case_view.';
--> statement-breakpoint
COMMENT ON COLUMN case_open."due_at" IS '时限 The earliest deadline that runs';
--> statement-breakpoint
COMMENT ON COLUMN case_open."overdue" IS 'Marked overdue.';
--> statement-breakpoint
COMMENT ON COLUMN case_open."card" IS '黄牌、红牌 Card that awaits its reply';
--> statement-breakpoint
COMMENT ON COLUMN case_open."received_at" IS '受理时间 Reception';
--> statement-breakpoint
COMMENT ON TABLE case_news IS '动态 What screens tell of the ledger, a narrow row an event; retell_news(since) makes it anew';
--> statement-breakpoint
COMMENT ON COLUMN case_news."case_no" IS '事项编号 Case number';
--> statement-breakpoint
COMMENT ON COLUMN case_news."seq" IS '序号 Number of the event';
--> statement-breakpoint
COMMENT ON COLUMN case_news."type" IS 'What happened.';
--> statement-breakpoint
COMMENT ON COLUMN case_news."at" IS 'When it happened; of a rehearsal, when it was recorded';
--> statement-breakpoint
COMMENT ON COLUMN case_news."from_phase" IS 'The phase before; null at reception.';
--> statement-breakpoint
COMMENT ON COLUMN case_news."to_phase" IS 'The phase after; closed: not open any more.';
--> statement-breakpoint
COMMENT ON COLUMN case_news."responsible" IS '责任单位 Who answers for it then, an org path';
--> statement-breakpoint
COMMENT ON COLUMN case_news."area" IS '属地 Where it happened, an org path';
--> statement-breakpoint
COMMENT ON COLUMN case_news."source" IS '来源 Channel';
--> statement-breakpoint
COMMENT ON COLUMN case_news."rehearsal" IS '演练 A rehearsal';
--> statement-breakpoint
COMMENT ON COLUMN case_count."very_satisfied" IS '非常满意 How many residents were';
--> statement-breakpoint
COMMENT ON COLUMN case_count."satisfied" IS '满意 How many residents were';
--> statement-breakpoint
COMMENT ON COLUMN case_count."basically_satisfied" IS '基本满意 How many residents were';
--> statement-breakpoint
COMMENT ON COLUMN case_count."dissatisfied" IS '不满意 How many residents were';
