CREATE TABLE "attachment" (
	"ref" text PRIMARY KEY NOT NULL,
	"uploader" text NOT NULL,
	"media_type" text NOT NULL,
	"sha256" text NOT NULL,
	"size" integer NOT NULL,
	"bytes" "bytea" NOT NULL,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "calendar" (
	"name" text NOT NULL,
	"version" integer NOT NULL,
	"definition" jsonb NOT NULL,
	"published_at" timestamptz(3) DEFAULT now() NOT NULL,
	"published_by" text NOT NULL,
	CONSTRAINT "calendar_name_version_pk" PRIMARY KEY("name","version")
);
--> statement-breakpoint
CREATE TABLE "case_counter" (
	"code" text NOT NULL,
	"day" text NOT NULL,
	"last" integer NOT NULL,
	CONSTRAINT "case_counter_code_day_pk" PRIMARY KEY("code","day")
);
--> statement-breakpoint
CREATE TABLE "case_event" (
	"case_no" text NOT NULL,
	"seq" integer NOT NULL,
	"type" text NOT NULL,
	"at" timestamptz(3) NOT NULL,
	"command_id" text,
	"body" text NOT NULL,
	"hash" text NOT NULL,
	"seal" text NOT NULL,
	"recorded_at" timestamptz(3) DEFAULT now() NOT NULL,
	CONSTRAINT "case_event_case_no_seq_pk" PRIMARY KEY("case_no","seq"),
	CONSTRAINT "case_event_seq" CHECK (seq > 0)
);
--> statement-breakpoint
CREATE TABLE "case_type_version" (
	"name" text NOT NULL,
	"version" integer NOT NULL,
	"hash" text NOT NULL,
	"definition" json NOT NULL,
	"published_at" timestamptz(3) DEFAULT now() NOT NULL,
	"published_by" text NOT NULL,
	CONSTRAINT "case_type_version_name_version_pk" PRIMARY KEY("name","version")
);
--> statement-breakpoint
CREATE TABLE "case_view" (
	"case_no" text PRIMARY KEY NOT NULL,
	"seq" integer NOT NULL,
	"head" text NOT NULL,
	"status" text NOT NULL,
	"phase" text NOT NULL,
	"step" text NOT NULL,
	"type" text NOT NULL,
	"source" text NOT NULL,
	"category" text NOT NULL,
	"urgency" text NOT NULL,
	"area" "ltree" NOT NULL,
	"responsible" "ltree" NOT NULL,
	"involved" "ltree"[] NOT NULL,
	"due_at" timestamptz(3),
	"overdue" boolean NOT NULL,
	"card" text,
	"rehearsal" boolean NOT NULL,
	"received_at" timestamptz(3) NOT NULL,
	"closed_at" timestamptz(3),
	"on_time" boolean,
	"calendar" text NOT NULL,
	"state" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "duty" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "duty_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"unit" "ltree" NOT NULL,
	"person_id" text NOT NULL,
	"from_at" timestamptz(3) NOT NULL,
	"to_at" timestamptz(3)
);
--> statement-breakpoint
CREATE TABLE "incident" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "incident_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"kind" text NOT NULL,
	"case_no" text,
	"what" text NOT NULL,
	"mend" text NOT NULL,
	"at" timestamptz(3) DEFAULT now() NOT NULL,
	"resolved_at" timestamptz(3)
);
--> statement-breakpoint
CREATE TABLE "intake" (
	"case_no" text PRIMARY KEY NOT NULL,
	"scope" text NOT NULL,
	"key" text NOT NULL,
	"body_hash" text NOT NULL,
	"open_case" json NOT NULL,
	"received_at" timestamptz(3) NOT NULL,
	"started_at" timestamptz(3),
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_attempt_at" timestamptz(3) DEFAULT now() NOT NULL,
	"last_error" text,
	CONSTRAINT "intake_key" UNIQUE("scope","key")
);
--> statement-breakpoint
CREATE TABLE "org_unit" (
	"path" "ltree" PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"grid_class" text,
	"code" text,
	"active" boolean DEFAULT true NOT NULL,
	CONSTRAINT "org_unit_code_unique" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"case_no" text NOT NULL,
	"seq" integer NOT NULL,
	"part" integer NOT NULL,
	"kind" text NOT NULL,
	"audience" text NOT NULL,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL,
	"delivered_at" timestamptz(3),
	CONSTRAINT "outbox_case_no_seq_part_pk" PRIMARY KEY("case_no","seq","part")
);
--> statement-breakpoint
CREATE TABLE "person" (
	"id" text PRIMARY KEY NOT NULL,
	"unit" "ltree" NOT NULL,
	"role" text NOT NULL,
	"name" text NOT NULL,
	"post" text NOT NULL,
	"username" text,
	"password_hash" text,
	"active" boolean DEFAULT true NOT NULL,
	"failed_attempts" integer DEFAULT 0 NOT NULL,
	"locked_until" timestamptz(3),
	CONSTRAINT "person_username_unique" UNIQUE("username")
);
--> statement-breakpoint
CREATE TABLE "request_key" (
	"case_no" text NOT NULL,
	"key" text NOT NULL,
	"body_hash" text NOT NULL,
	"begun_at" timestamptz(3) DEFAULT now() NOT NULL,
	"status" text DEFAULT 'begun' NOT NULL,
	"seq" integer,
	CONSTRAINT "request_key_case_no_key_pk" PRIMARY KEY("case_no","key")
);
--> statement-breakpoint
CREATE TABLE "run_history" (
	"run_id" text PRIMARY KEY NOT NULL,
	"workflow_id" text NOT NULL,
	"case_no" text NOT NULL,
	"first_seq" integer NOT NULL,
	"exported_at" timestamptz(3),
	"events" integer,
	"history" "bytea",
	"sha256" text
);
--> statement-breakpoint
CREATE TABLE "session" (
	"token_hash" "bytea" PRIMARY KEY NOT NULL,
	"person_id" text,
	"case_no" text,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL,
	"expires_at" timestamptz(3) NOT NULL
);
--> statement-breakpoint
CREATE TABLE "vault_text" (
	"ref" text PRIMARY KEY NOT NULL,
	"case_no" text NOT NULL,
	"text" text,
	"digest" text NOT NULL,
	"erased_at" timestamptz(3),
	"created_at" timestamptz(3) DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "duty" ADD CONSTRAINT "duty_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "case_event_command" ON "case_event" USING btree ("case_no","command_id") WHERE command_id is not null;--> statement-breakpoint
CREATE INDEX "case_view_slack" ON "case_view" USING btree ("due_at","case_no") WHERE status = 'open' and not rehearsal;--> statement-breakpoint
CREATE INDEX "case_view_received" ON "case_view" USING btree ("received_at","case_no");--> statement-breakpoint
CREATE INDEX "case_view_responsible" ON "case_view" USING gist ("responsible");--> statement-breakpoint
CREATE INDEX "case_view_involved" ON "case_view" USING gist ("involved");--> statement-breakpoint
CREATE INDEX "duty_unit" ON "duty" USING btree ("unit");--> statement-breakpoint
CREATE INDEX "intake_waiting" ON "intake" USING btree ("next_attempt_at") WHERE started_at is null;--> statement-breakpoint
CREATE INDEX "org_unit_path" ON "org_unit" USING gist ("path");--> statement-breakpoint
CREATE INDEX "outbox_waiting" ON "outbox" USING btree ("created_at") WHERE delivered_at is null;--> statement-breakpoint
CREATE INDEX "person_unit" ON "person" USING gist ("unit");--> statement-breakpoint
CREATE INDEX "run_history_case" ON "run_history" USING btree ("case_no","first_seq");--> statement-breakpoint
CREATE INDEX "run_history_waiting" ON "run_history" USING btree ("case_no") WHERE exported_at is null;--> statement-breakpoint
CREATE INDEX "vault_text_words" ON "vault_text" USING gin ("text" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "vault_text_case" ON "vault_text" USING btree ("case_no");