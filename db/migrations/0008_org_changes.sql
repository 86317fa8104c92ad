CREATE TABLE "org_change" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "org_change_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"unit" "ltree" NOT NULL,
	"kind" text NOT NULL,
	"detail" jsonb NOT NULL,
	"by_person" text NOT NULL,
	"at" timestamptz(3) DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE INDEX "org_change_unit" ON "org_change" USING btree ("unit","id");
--> statement-breakpoint
CREATE TRIGGER org_change_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON org_change
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
GRANT SELECT, INSERT ON org_change TO caseloop_app;--> statement-breakpoint
GRANT SELECT ON org_change TO caseloop_reader;--> statement-breakpoint
COMMENT ON TABLE org_change IS '组织变更 What administrators did to units, people and rosters; append-only';--> statement-breakpoint
COMMENT ON COLUMN org_change."id" IS '编号 Id';--> statement-breakpoint
COMMENT ON COLUMN org_change."unit" IS '单位 Unit, an org path';--> statement-breakpoint
COMMENT ON COLUMN org_change."kind" IS '事由 What was done, such as unitEntered or dutyEnded';--> statement-breakpoint
COMMENT ON COLUMN org_change."detail" IS '内容 What became of it: names, a person''s id, instants';--> statement-breakpoint
COMMENT ON COLUMN org_change."by_person" IS '经办人 The person who did it';--> statement-breakpoint
COMMENT ON COLUMN org_change."at" IS '时间 When';
