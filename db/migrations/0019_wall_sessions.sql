-- A wall shows the command hall for weeks and may do nothing else. Sessions of before are nobody's wall.
ALTER TABLE "session" ADD COLUMN "wall" boolean DEFAULT false NOT NULL;
--> statement-breakpoint
COMMENT ON COLUMN session."wall" IS '大屏 It shows the command hall on a wall and may do nothing else';
