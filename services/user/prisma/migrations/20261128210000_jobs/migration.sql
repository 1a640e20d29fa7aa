CREATE TABLE `jobs` (
  `id` CHAR(26) NOT NULL,
  `job` JSON NOT NULL,
  `run_at` DATETIME(3) NOT NULL,
  `claim` CHAR(26) NULL,
  `attempts` INTEGER NOT NULL DEFAULT 0,
  `dead_at` DATETIME(3) NULL,
  `created_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  INDEX `jobs_dead_at_run_at_id_idx` (`dead_at`, `run_at`, `id`),
  PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

-- Accounts that wait for their erasure. Any unique text of 26 characters is an id.
INSERT INTO `jobs` (`id`, `job`, `run_at`)
SELECT LEFT(UPPER(REPLACE(`user_id`, '-', '')), 26), JSON_OBJECT('kind', 'erase-account', 'userId', `user_id`), `deletion_at`
FROM `accounts` WHERE `deletion_at` IS NOT NULL;

CREATE TABLE `timers` (
  `name` VARCHAR(64) NOT NULL,
  `ran_at` DATETIME(3) NOT NULL,
  PRIMARY KEY (`name`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `idempotency_keys` (
  `user_id` CHAR(36) NOT NULL,
  `key` VARCHAR(64) NOT NULL,
  `request_hash` CHAR(64) NOT NULL,
  `reply` JSON NOT NULL,
  `created_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  INDEX `idempotency_keys_created_at_idx` (`created_at`),
  PRIMARY KEY (`user_id`, `key`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

ALTER TABLE `pending_sign_ups` ADD INDEX `pending_sign_ups_code_sent_at_idx` (`code_sent_at`);
