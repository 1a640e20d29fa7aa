ALTER TABLE `accounts`
  MODIFY `email` VARCHAR(254) NULL,
  ADD COLUMN `tag` VARCHAR(24) NULL,
  ADD COLUMN `tagline` VARCHAR(80) NOT NULL DEFAULT '',
  ADD COLUMN `bio` VARCHAR(400) NOT NULL DEFAULT '',
  ADD COLUMN `accent` VARCHAR(16) NOT NULL DEFAULT 'pine',
  ADD COLUMN `avatar_key` VARCHAR(160) NULL,
  ADD COLUMN `banner_key` VARCHAR(160) NULL,
  ADD COLUMN `has_password` BOOLEAN NOT NULL DEFAULT TRUE,
  ADD COLUMN `two_factor_at` DATETIME(3) NULL,
  ADD COLUMN `deletion_at` DATETIME(3) NULL,
  DROP COLUMN `avatar_url`;

-- Until now everybody signed up with a password, and nobody had a tag.
UPDATE `accounts` SET `tag` = CONCAT('u', SUBSTRING(REPLACE(`user_id`, '-', ''), 1, 15));

ALTER TABLE `accounts`
  MODIFY `tag` VARCHAR(24) NOT NULL,
  ALTER COLUMN `has_password` DROP DEFAULT,
  ADD UNIQUE INDEX `accounts_tag_key` (`tag`),
  ADD INDEX `accounts_deletion_at_idx` (`deletion_at`);

CREATE TABLE `identities` (
  `provider` ENUM('google', 'kakao') NOT NULL,
  `subject` VARCHAR(255) NOT NULL,
  `user_id` CHAR(36) NOT NULL,
  `email` VARCHAR(254) NULL,
  `linked_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  UNIQUE INDEX `identities_user_id_provider_key` (`user_id`, `provider`),
  PRIMARY KEY (`provider`, `subject`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `provider_attempts` (
  `state_hash` CHAR(64) NOT NULL,
  `browser_hash` CHAR(64) NOT NULL,
  `provider` ENUM('google', 'kakao') NOT NULL,
  `intent` ENUM('sign_in', 'link', 'step_up') NOT NULL,
  `user_id` CHAR(36) NULL,
  `session_id` VARCHAR(64) NULL,
  `code_verifier` VARCHAR(128) NOT NULL,
  `nonce` VARCHAR(64) NOT NULL,
  `return_to` VARCHAR(500) NULL,
  `locale` ENUM('ko', 'en') NOT NULL,
  `expires_at` DATETIME(3) NOT NULL,
  INDEX `provider_attempts_expires_at_idx` (`expires_at`),
  PRIMARY KEY (`state_hash`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `sessions` (
  `session_id` VARCHAR(64) NOT NULL,
  `user_id` CHAR(36) NOT NULL,
  `generation` INTEGER NOT NULL DEFAULT 1,
  `rotated_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  `stepped_up_at` DATETIME(3) NULL,
  `browser` VARCHAR(40) NOT NULL,
  `system` VARCHAR(40) NOT NULL,
  `kind` VARCHAR(10) NOT NULL,
  `created_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  `last_seen_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  INDEX `sessions_user_id_last_seen_at_idx` (`user_id`, `last_seen_at`),
  INDEX `sessions_last_seen_at_idx` (`last_seen_at`),
  PRIMARY KEY (`session_id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `email_codes` (
  `purpose` ENUM('prove_address', 'step_up', 'change_email') NOT NULL,
  `subject` VARCHAR(64) NOT NULL,
  `email` VARCHAR(254) NOT NULL,
  `code_hash` CHAR(64) NOT NULL,
  `attempts` INTEGER NOT NULL DEFAULT 0,
  `sent_at` DATETIME(3) NOT NULL,
  `expires_at` DATETIME(3) NOT NULL,
  INDEX `email_codes_expires_at_idx` (`expires_at`),
  PRIMARY KEY (`purpose`, `subject`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `recovery_codes` (
  `user_id` CHAR(36) NOT NULL,
  `code_hash` CHAR(64) NOT NULL,
  PRIMARY KEY (`user_id`, `code_hash`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `security_events` (
  `id` CHAR(26) NOT NULL,
  `user_id` CHAR(36) NOT NULL,
  `type` VARCHAR(32) NOT NULL,
  `detail` VARCHAR(64) NULL,
  `browser` VARCHAR(40) NOT NULL,
  `system` VARCHAR(40) NOT NULL,
  `kind` VARCHAR(10) NOT NULL,
  `at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  INDEX `security_events_user_id_id_idx` (`user_id`, `id`),
  PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
