CREATE TABLE "saved_view" (
	"person_id" text NOT NULL,
	"name" text NOT NULL,
	"search" text NOT NULL,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "saved_view_person_id_name_pk" PRIMARY KEY("person_id","name")
);
--> statement-breakpoint
-- In two steps: a default that comes with its column would be computed for every event there is, and rewrite the ledger.
ALTER TABLE "case_event" ADD COLUMN "tx" "xid8";--> statement-breakpoint
ALTER TABLE "case_event" ALTER COLUMN "tx" SET DEFAULT pg_current_xact_id();--> statement-breakpoint
ALTER TABLE "saved_view" ADD CONSTRAINT "saved_view_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "case_event_tx" ON "case_event" USING btree ("tx") WHERE tx is not null;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON saved_view TO caseloop_app;--> statement-breakpoint
COMMENT ON TABLE saved_view IS '保存的视图 A person''s own filters of the work list, by name';--> statement-breakpoint
COMMENT ON COLUMN saved_view."person_id" IS '人员 Person';--> statement-breakpoint
COMMENT ON COLUMN saved_view."name" IS '名称 Name';--> statement-breakpoint
COMMENT ON COLUMN saved_view."search" IS 'The filters as the page''s address has them, without `?`.';--> statement-breakpoint
COMMENT ON COLUMN saved_view."created_at" IS '写入时间 When it was written';--> statement-breakpoint
COMMENT ON COLUMN case_event."tx" IS 'Which transaction wrote it: with a snapshot it tells what is news. Null: written before there were news.';
