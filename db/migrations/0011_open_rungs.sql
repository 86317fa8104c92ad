ALTER TABLE "case_open" ADD COLUMN "rung" smallint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "case_open" ADD COLUMN "reply_due_at" timestamptz(3);
--> statement-breakpoint
-- How far the escalation ladder of a case has come: 0 none yet, 1 reminded, 2 overdue, 3 raised one level, 4 two levels … Rungs fire in
-- their order, so their number tells; a clock without a ladder has the overdue rung alone, and the reply to a supervision is no rung.
CREATE FUNCTION rung_of(state jsonb) RETURNS smallint LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (
  SELECT coalesce(max((clock ->> 'fired')::smallint + CASE WHEN clock #>> '{rungs,0,kind}' = 'overdue' THEN 1 ELSE 0 END), 0)
  FROM jsonb_array_elements(state -> 'clocks') AS clock WHERE clock ->> 'name' <> 'reply' AND (clock ->> 'fired')::smallint > 0
);
--> statement-breakpoint
CREATE FUNCTION reply_due_of(state jsonb) RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE
RETURN (SELECT (clock ->> 'due')::timestamptz FROM jsonb_array_elements(state -> 'clocks') AS clock WHERE clock ->> 'name' = 'reply');
--> statement-breakpoint
CREATE OR REPLACE FUNCTION keep_open() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.status = 'open' THEN
    INSERT INTO case_open (case_no, rehearsal, source, type, urgency, phase, step, area, responsible, scopes, due_at, overdue, card, rung, reply_due_at, received_at)
    VALUES (NEW.case_no, NEW.rehearsal, NEW.source, NEW.type, NEW.urgency, NEW.phase, NEW.step, NEW.area, NEW.responsible, NEW.scopes, NEW.due_at, NEW.overdue, NEW.card, rung_of(NEW.state), reply_due_of(NEW.state), NEW.received_at)
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
      rung = excluded.rung,
      reply_due_at = excluded.reply_due_at,
      received_at = excluded.received_at;
  ELSE
    DELETE FROM case_open WHERE case_no = NEW.case_no;
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
DROP TRIGGER case_view_open_changed ON case_view;
--> statement-breakpoint
CREATE TRIGGER case_view_open_changed AFTER UPDATE ON case_view FOR EACH ROW
  WHEN ((OLD.status, OLD.rehearsal, OLD.source, OLD.type, OLD.urgency, OLD.phase, OLD.step, OLD.area, OLD.responsible, OLD.scopes, OLD.due_at, OLD.overdue, OLD.card, OLD.received_at, OLD.state -> 'clocks')
    IS DISTINCT FROM (NEW.status, NEW.rehearsal, NEW.source, NEW.type, NEW.urgency, NEW.phase, NEW.step, NEW.area, NEW.responsible, NEW.scopes, NEW.due_at, NEW.overdue, NEW.card, NEW.received_at, NEW.state -> 'clocks'))
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
  INSERT INTO case_open (case_no, rehearsal, source, type, urgency, phase, step, area, responsible, scopes, due_at, overdue, card, rung, reply_due_at, received_at)
  SELECT case_no, rehearsal, source, type, urgency, phase, step, area, responsible, scopes, due_at, overdue, card, rung_of(state), reply_due_of(state), received_at
  FROM case_view WHERE status = 'open' ORDER BY received_at;
END;
--> statement-breakpoint
UPDATE case_open SET rung = rung_of(state), reply_due_at = reply_due_of(state) FROM case_view WHERE case_view.case_no = case_open.case_no;
--> statement-breakpoint
ANALYZE case_open;
--> statement-breakpoint
COMMENT ON COLUMN case_open."rung" IS '阶梯 Rung reached: 0 none yet, 1 reminded, 2 overdue, 3 raised one level, 4 two levels and so on';
--> statement-breakpoint
COMMENT ON COLUMN case_open."reply_due_at" IS '督办回复时限 Until when the supervision is to be answered; null: none is owed';
