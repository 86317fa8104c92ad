-- A session that nobody uses ends before its time. Those of before count as used now.
ALTER TABLE "session" ADD COLUMN "used_at" timestamptz(3) DEFAULT now() NOT NULL;
--> statement-breakpoint
COMMENT ON COLUMN session."used_at" IS '最近使用时间 When it was last used, to within some minutes';
