-- No server could have an icon yet.
ALTER TABLE `servers`
  DROP COLUMN `icon_url`,
  ADD COLUMN `icon_key` VARCHAR(100) NULL;

CREATE TABLE `rails` (
  `user_id` CHAR(36) NOT NULL,
  `entries` JSON NOT NULL,
  PRIMARY KEY (`user_id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
