CREATE TABLE `accounts` (
  `user_id` CHAR(36) NOT NULL,
  `email` VARCHAR(254) NOT NULL,
  `nickname` VARCHAR(64) NOT NULL,
  `avatar_url` VARCHAR(500) NULL,
  `locale` ENUM('ko', 'en') NOT NULL,
  `terms_accepted_at` DATETIME(3) NOT NULL,
  `privacy_accepted_at` DATETIME(3) NOT NULL,
  `age14_confirmed_at` DATETIME(3) NOT NULL,
  `marketing_consented_at` DATETIME(3) NULL,
  `created_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  UNIQUE INDEX `accounts_email_key` (`email`),
  PRIMARY KEY (`user_id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `pending_sign_ups` (
  `email` VARCHAR(254) NOT NULL,
  `user_id` CHAR(36) NULL,
  `token_hash` CHAR(64) NOT NULL,
  `nickname` VARCHAR(64) NOT NULL,
  `locale` ENUM('ko', 'en') NOT NULL,
  `marketing_consented` BOOLEAN NOT NULL,
  `consented_at` DATETIME(3) NOT NULL,
  `code_sent_at` DATETIME(3) NOT NULL,
  `confirmed_at` DATETIME(3) NULL,
  INDEX `pending_sign_ups_user_id_idx` (`user_id`),
  PRIMARY KEY (`email`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `outbox` (
  `id` BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
  `event` JSON NOT NULL,
  `created_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
