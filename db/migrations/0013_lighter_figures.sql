-- Figures of 25,000 open cases and of a million ended ones must be had within milliseconds, and what is kept for them must not make a
-- commit slower: docs/performance.md, Lists.
DROP FUNCTION recount_cases();
--> statement-breakpoint
-- Made anew, because it matters where a column stands: those of a fixed width come first and are found without looking, the scopes, which few
-- questions read, last. Paths are text: grouping by an ltree, and telling whether it lies within another, takes half as long again.
DROP TABLE case_open;
--> statement-breakpoint
CREATE TABLE "case_open" (
	"rehearsal" boolean NOT NULL,
	"overdue" boolean NOT NULL,
	"rung" smallint DEFAULT 0 NOT NULL,
	"received_at" timestamptz(3) NOT NULL,
	"due_at" timestamptz(3),
	"phase" text NOT NULL,
	"source" text NOT NULL,
	"area" text NOT NULL,
	"responsible" text NOT NULL,
	"card" text,
	"type" text NOT NULL,
	"reply_due_at" timestamptz(3),
	"case_no" text PRIMARY KEY NOT NULL,
	"urgency" text NOT NULL,
	"step" text NOT NULL,
	"scopes" text[] NOT NULL
);
--> statement-breakpoint
CREATE INDEX "case_open_scopes" ON "case_open" USING gin ("scopes") WITH (fastupdate=false);
--> statement-breakpoint
-- Ended cases are counted by day and once more by month: by day, a county's two years are 35,000 rows.
DROP FUNCTION count_case(case_view, integer);
--> statement-breakpoint
DELETE FROM "case_count";
--> statement-breakpoint
ALTER TABLE "case_count" DROP CONSTRAINT "case_count_unit_day_rehearsal_source_type_on_time_pk";
--> statement-breakpoint
ALTER TABLE "case_count" ADD COLUMN "per" text NOT NULL;
--> statement-breakpoint
ALTER TABLE "case_count" ADD CONSTRAINT "case_count_unit_per_day_rehearsal_source_type_on_time_pk" PRIMARY KEY("unit","per","day","rehearsal","source","type","on_time");
--> statement-breakpoint
-- Adds one case to the counts of all who see it, or takes it away. In the order of units, so that two cases do not wait for each other.
-- PL/pgSQL keeps the statement's plan for the session; as an SQL function it took more than twice the time.
CREATE FUNCTION count_case(counted case_view, by integer) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  received timestamp := counted.received_at AT TIME ZONE 'Asia/Shanghai';
  grade text := coalesce(counted.state ->> 'satisfaction', '');
BEGIN
  INSERT INTO case_count (unit, per, day, rehearsal, source, type, on_time, cases, very_satisfied, satisfied, basically_satisfied, dissatisfied)
  SELECT seeing, span.per, date_trunc(span.per, received)::date, counted.rehearsal, counted.source, counted.type,
    coalesce(counted.on_time, false), by, by * (grade = 'verySatisfied')::integer, by * (grade = 'satisfied')::integer,
    by * (grade = 'basicallySatisfied')::integer, by * (grade = 'dissatisfied')::integer
  FROM unnest(counted.scopes) AS seeing, (VALUES ('day'), ('month')) AS span (per) ORDER BY seeing, span.per
  ON CONFLICT ON CONSTRAINT case_count_unit_per_day_rehearsal_source_type_on_time_pk DO UPDATE SET
    cases = case_count.cases + excluded.cases,
    very_satisfied = case_count.very_satisfied + excluded.very_satisfied,
    satisfied = case_count.satisfied + excluded.satisfied,
    basically_satisfied = case_count.basically_satisfied + excluded.basically_satisfied,
    dissatisfied = case_count.dissatisfied + excluded.dissatisfied;
END $$;
--> statement-breakpoint
-- Which counts make up the days from `first` to before `past`: the whole months in it, and the days before and after these. Null: no end.
CREATE FUNCTION count_spans(first date, past date) RETURNS TABLE (per text, since date, until date)
LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 3
BEGIN ATOMIC
  WITH month AS (
    SELECT coalesce((date_trunc('month', first - interval '1 day') + interval '1 month')::date, '-infinity') AS first,
      coalesce(date_trunc('month', past::timestamp)::date, 'infinity') AS past
  )
  SELECT 'month', month.first, month.past FROM month
  UNION ALL SELECT 'day', count_spans.first, least(month.first, count_spans.past) FROM month
  UNION ALL SELECT 'day', greatest(month.first, month.past), count_spans.past FROM month;
END;
--> statement-breakpoint
-- For the owner, when rows were written past the triggers: a migration, a bulk load, a rebuilt read model.
CREATE FUNCTION recount_cases() RETURNS void LANGUAGE sql
BEGIN ATOMIC
  DELETE FROM case_count;
  INSERT INTO case_count (unit, per, day, rehearsal, source, type, on_time, cases, very_satisfied, satisfied, basically_satisfied, dissatisfied)
  SELECT unit, 'day', (received_at AT TIME ZONE 'Asia/Shanghai')::date, rehearsal, source, type, coalesce(on_time, false), count(*),
    count(*) FILTER (WHERE grade = 'verySatisfied'), count(*) FILTER (WHERE grade = 'satisfied'),
    count(*) FILTER (WHERE grade = 'basicallySatisfied'), count(*) FILTER (WHERE grade = 'dissatisfied')
  FROM (SELECT scopes, received_at, rehearsal, source, type, on_time, state ->> 'satisfaction' AS grade FROM case_view WHERE status <> 'open')
    AS ended, unnest(scopes) AS unit GROUP BY 1, 2, 3, 4, 5, 6, 7 ORDER BY 1, 3;
  INSERT INTO case_count (unit, per, day, rehearsal, source, type, on_time, cases, very_satisfied, satisfied, basically_satisfied, dissatisfied)
  SELECT unit, 'month', date_trunc('month', day::timestamp)::date, rehearsal, source, type, on_time, sum(cases),
    sum(very_satisfied), sum(satisfied), sum(basically_satisfied), sum(dissatisfied)
  FROM case_count GROUP BY 1, 2, 3, 4, 5, 6, 7 ORDER BY 1, 3;
  DELETE FROM case_open;
  INSERT INTO case_open (case_no, rehearsal, source, type, urgency, phase, step, area, responsible, scopes, due_at, overdue, card, rung, reply_due_at, received_at)
  SELECT case_no, rehearsal, source, type, urgency, phase, step, area, responsible, scopes, due_at, overdue, card, rung_of(state), reply_due_of(state), received_at
  FROM case_view WHERE status = 'open' ORDER BY received_at;
END;
--> statement-breakpoint
-- Tells one event. What it does not say itself (area, source, who answers) goes on from the case's news before it or, where these were
-- forgotten, from the read model, which a decision reaches after the ledger.
CREATE OR REPLACE FUNCTION tell_news(told case_event) RETURNS void LANGUAGE plpgsql AS $$
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
    IF NOT FOUND THEN
      SELECT CASE WHEN status = 'open' THEN phase ELSE 'closed' END, responsible, area, source, rehearsal
        INTO before.to_phase, before.responsible, before.area, before.source, before.rehearsal
        FROM case_view WHERE case_no = told.case_no AND seq < told.seq;
      -- Written past the trigger until now: retell_news() tells all of it.
      IF NOT FOUND THEN RETURN; END IF;
    END IF;
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
-- It fills an empty table, and a plan that was made while it was empty reads all of it for each event: a million took hours.
ALTER FUNCTION retell_news(timestamptz) SET plan_cache_mode = force_custom_plan;
--> statement-breakpoint
SELECT recount_cases();
--> statement-breakpoint
ANALYZE case_count, case_open;
--> statement-breakpoint
-- News that no screen looks back to are forgotten.
GRANT DELETE ON case_news TO caseloop_app;
--> statement-breakpoint
COMMENT ON COLUMN case_count."per" IS '`day` or `month`: how many days of reception are counted together.';
--> statement-breakpoint
COMMENT ON COLUMN case_count."day" IS 'China''s date of reception; of a month, its first day.';
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON case_open TO caseloop_app;
--> statement-breakpoint
GRANT SELECT ON case_open TO caseloop_reader;
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
COMMENT ON COLUMN case_open."rung" IS '阶梯 Rung reached: 0 none yet, 1 reminded, 2 overdue, 3 raised one level, 4 two levels and so on';
--> statement-breakpoint
COMMENT ON COLUMN case_open."reply_due_at" IS '督办回复时限 Until when the supervision is to be answered; null: none is owed';
