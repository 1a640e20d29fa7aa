ALTER TABLE `servers`
  ADD COLUMN `verification` ENUM('none', 'settled', 'roles') NOT NULL DEFAULT 'none',
  ADD COLUMN `raid_mode_since` DATETIME(3) NULL;

ALTER TABLE `members`
  ADD COLUMN `is_muted` BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN `is_temporary` BOOLEAN NOT NULL DEFAULT false;

ALTER TABLE `invites`
  ADD COLUMN `role_id` CHAR(26) NULL,
  ADD COLUMN `is_temporary` BOOLEAN NOT NULL DEFAULT false;
