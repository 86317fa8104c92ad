-- Notices and the keys of ended requests are found by their age, and forgotten when they are a month old.
DROP INDEX "outbox_waiting";--> statement-breakpoint
CREATE INDEX "outbox_created" ON "outbox" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "request_key_ended" ON "request_key" USING btree ("begun_at") WHERE status <> 'begun';
