-- Who was shown a case's words, or handed its files. Added to and read, by anybody; rows go when they are three years old, and only then.
CREATE TABLE "case_look" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "case_look_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"case_no" text NOT NULL,
	"kind" text NOT NULL,
	"part" text,
	"person_id" text NOT NULL,
	"unit" "ltree" NOT NULL,
	"role" text NOT NULL,
	"at" timestamptz(3) NOT NULL
);
--> statement-breakpoint
CREATE INDEX "case_look_case" ON "case_look" USING btree ("case_no","at","id");--> statement-breakpoint
CREATE INDEX "case_look_at" ON "case_look" USING btree ("at");
--> statement-breakpoint
CREATE TRIGGER case_look_never_changes BEFORE UPDATE OR TRUNCATE ON case_look
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER case_look_stays BEFORE DELETE ON case_look
  FOR EACH ROW WHEN (OLD.at >= now() - interval '3 years') EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- The one way for a row to go. It acts as the owner, so that the app needs no right to delete and cannot choose what goes. Answers how many
-- went; there may be more when they are as many as `p_most`.
CREATE FUNCTION forget_looks(p_most integer) RETURNS bigint LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH gone AS (
    DELETE FROM case_look WHERE id = ANY (ARRAY(
      SELECT id FROM case_look WHERE at < now() - interval '3 years' ORDER BY at LIMIT p_most))
    RETURNING id)
  SELECT count(*) FROM gone
$$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION forget_looks(integer) FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION forget_looks(integer) TO caseloop_app;--> statement-breakpoint
GRANT SELECT, INSERT ON case_look TO caseloop_app;--> statement-breakpoint
GRANT SELECT ON case_look TO caseloop_reader;--> statement-breakpoint
COMMENT ON TABLE case_look IS '查看留痕 Who was shown a case''s words or handed its files; append-only, forgotten after three years';--> statement-breakpoint
COMMENT ON COLUMN case_look."id" IS '编号 Id';--> statement-breakpoint
COMMENT ON COLUMN case_look."case_no" IS '事项编号 Case number';--> statement-breakpoint
COMMENT ON COLUMN case_look."kind" IS '类别 What was looked at: case, attachment, ledger, ledgerFile or historyFile';--> statement-breakpoint
COMMENT ON COLUMN case_look."part" IS '部分 Which of several: an attachment''s reference, a run''s number; null: there is one';--> statement-breakpoint
COMMENT ON COLUMN case_look."person_id" IS '查看人 A person''s id, or resident: whoever holds the receipt';--> statement-breakpoint
COMMENT ON COLUMN case_look."unit" IS '单位 In whose name they looked, an org path';--> statement-breakpoint
COMMENT ON COLUMN case_look."role" IS '角色 In which role they looked';--> statement-breakpoint
COMMENT ON COLUMN case_look."at" IS '时间 When';
