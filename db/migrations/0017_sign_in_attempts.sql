CREATE TABLE "sign_in_attempt" (
	"username" text NOT NULL,
	"address" text NOT NULL,
	"failed" integer NOT NULL,
	"since" timestamptz(3) DEFAULT now() NOT NULL,
	"locked_until" timestamptz(3),
	"signed_in_at" timestamptz(3),
	CONSTRAINT "sign_in_attempt_username_address_pk" PRIMARY KEY("username","address")
);
--> statement-breakpoint
CREATE INDEX "sign_in_attempt_since" ON "sign_in_attempt" USING btree ("since");--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON sign_in_attempt TO caseloop_app;--> statement-breakpoint
COMMENT ON TABLE sign_in_attempt IS '登录尝试 Attempts to sign in, by user name and address; forgotten by the worker';--> statement-breakpoint
COMMENT ON COLUMN sign_in_attempt."username" IS '用户名 User name as it was tried, whether anybody has it or not';--> statement-breakpoint
COMMENT ON COLUMN sign_in_attempt."address" IS '来源 IPv4 address or IPv6 network (/64); empty: all from which nobody signed in';--> statement-breakpoint
COMMENT ON COLUMN sign_in_attempt."failed" IS '次数 Wrong ones since "since"';--> statement-breakpoint
COMMENT ON COLUMN sign_in_attempt."since" IS '起算 When counting began';--> statement-breakpoint
COMMENT ON COLUMN sign_in_attempt."locked_until" IS '锁定至 No try is taken before this';--> statement-breakpoint
COMMENT ON COLUMN sign_in_attempt."signed_in_at" IS '最近登录 When the right password came from there last';
