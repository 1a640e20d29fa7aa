ALTER TABLE `accounts` ADD COLUMN `credential_version` INTEGER NOT NULL DEFAULT 1;

ALTER TABLE `sessions` ADD COLUMN `proven_version` INTEGER NOT NULL DEFAULT 1;

ALTER TABLE `pending_sign_ups`
  ADD COLUMN `codes_sent` INTEGER NOT NULL DEFAULT 1,
  ADD COLUMN `attempts` INTEGER NOT NULL DEFAULT 0;

CREATE TABLE `flows` (
  `id` CHAR(64) NOT NULL,
  `kind` ENUM('sign_in', 'provider_visit', 'change_email', 'step_up', 'reset_password') NOT NULL,
  `user_id` CHAR(36) NULL,
  `version` INTEGER NULL,
  `session_id` VARCHAR(64) NULL,
  `state` JSON NULL,
  `email` VARCHAR(254) NULL,
  `code_hash` CHAR(64) NULL,
  `attempts` INTEGER NOT NULL DEFAULT 0,
  `sent_at` DATETIME(3) NULL,
  `expires_at` DATETIME(3) NOT NULL,
  INDEX `flows_user_id_idx` (`user_id`),
  INDEX `flows_expires_at_idx` (`expires_at`),
  PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `known_places` (
  `user_id` CHAR(36) NOT NULL,
  `place_hash` CHAR(64) NOT NULL,
  `last_seen_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  INDEX `known_places_last_seen_at_idx` (`last_seen_at`),
  PRIMARY KEY (`user_id`, `place_hash`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

-- What was under way is begun again: codes and visits live for minutes.
DROP TABLE `provider_attempts`;
DROP TABLE `email_codes`;
