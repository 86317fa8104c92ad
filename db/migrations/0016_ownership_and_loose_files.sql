-- Whose a case type is, and which files no case holds.
ALTER TABLE "attachment" ADD COLUMN "named_in" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "attachment" ADD COLUMN "named_at" timestamptz(3);--> statement-breakpoint
-- Where files of before were named is not known: all of them stay.
ALTER TABLE "attachment" ADD COLUMN "kept" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "attachment" ALTER COLUMN "kept" SET DEFAULT false;--> statement-breakpoint
ALTER TABLE "case_type_version" ADD COLUMN "owner" "ltree";--> statement-breakpoint
-- A type that a person published first is their county's (or city's); one that the system brought along is the city's.
UPDATE case_type_version AS version SET owner = coalesce(
  (SELECT subpath(person.unit, 0, least(nlevel(person.unit), 2))
    FROM case_type_version AS first LEFT JOIN person ON person.id = first.published_by
    WHERE first.name = version.name ORDER BY first.version LIMIT 1),
  (SELECT subpath(path, 0, 1) FROM org_unit ORDER BY path LIMIT 1),
  'xx');
--> statement-breakpoint
ALTER TABLE "case_type_version" ALTER COLUMN "owner" SET NOT NULL;--> statement-breakpoint
CREATE INDEX "attachment_uploader" ON "attachment" USING btree ("uploader","created_at");--> statement-breakpoint
CREATE INDEX "attachment_loose" ON "attachment" USING btree ("created_at") WHERE not kept;--> statement-breakpoint
COMMENT ON COLUMN attachment."named_in" IS '提及事项 Cases that its uploader wanted to put it into';--> statement-breakpoint
COMMENT ON COLUMN attachment."named_at" IS '提及时间 When it was last named';--> statement-breakpoint
COMMENT ON COLUMN attachment."kept" IS '保留 A case was seen to hold it, so that it stays';--> statement-breakpoint
COMMENT ON COLUMN case_type_version."owner" IS '归属 The city or county whose administrators publish it, and in which it is offered';
