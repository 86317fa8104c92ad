-- What is still open among the requests and incidents of all times is found without reading these.
CREATE INDEX "request_key_begun" ON "request_key" USING btree ("begun_at") WHERE status = 'begun';--> statement-breakpoint
CREATE INDEX "incident_open" ON "incident" USING btree ("case_no","kind") WHERE resolved_at is null;
