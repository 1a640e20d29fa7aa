CREATE TABLE `servers` (
  `id` CHAR(26) NOT NULL,
  `name` VARCHAR(100) NOT NULL,
  `icon_url` VARCHAR(500) NULL,
  `owner_id` CHAR(36) NOT NULL,
  `member_count` INTEGER NOT NULL DEFAULT 0,
  `created_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `categories` (
  `id` CHAR(26) NOT NULL,
  `server_id` CHAR(26) NOT NULL,
  `name` VARCHAR(100) NOT NULL,
  `position` INTEGER NOT NULL,
  INDEX `categories_server_id_position_idx` (`server_id`, `position`),
  PRIMARY KEY (`id`),
  CONSTRAINT `categories_server_id_fkey` FOREIGN KEY (`server_id`) REFERENCES `servers` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `channels` (
  `id` CHAR(26) NOT NULL,
  `server_id` CHAR(26) NOT NULL,
  `category_id` CHAR(26) NULL,
  `type` ENUM('text', 'voice') NOT NULL,
  `name` VARCHAR(100) NOT NULL,
  `position` INTEGER NOT NULL,
  `created_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  INDEX `channels_server_id_position_idx` (`server_id`, `position`),
  INDEX `channels_category_id_idx` (`category_id`),
  PRIMARY KEY (`id`),
  CONSTRAINT `channels_server_id_fkey` FOREIGN KEY (`server_id`) REFERENCES `servers` (`id`) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT `channels_category_id_fkey` FOREIGN KEY (`category_id`) REFERENCES `categories` (`id`) ON DELETE SET NULL ON UPDATE CASCADE
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `members` (
  `server_id` CHAR(26) NOT NULL,
  `user_id` CHAR(36) NOT NULL,
  `joined_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  INDEX `members_user_id_joined_at_idx` (`user_id`, `joined_at`),
  INDEX `members_server_id_joined_at_user_id_idx` (`server_id`, `joined_at`, `user_id`),
  PRIMARY KEY (`server_id`, `user_id`),
  CONSTRAINT `members_server_id_fkey` FOREIGN KEY (`server_id`) REFERENCES `servers` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

-- Codes are compared byte by byte: two that differ only in case are two invites.
CREATE TABLE `invites` (
  `code` VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  `server_id` CHAR(26) NOT NULL,
  `creator_id` CHAR(36) NOT NULL,
  `created_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  `expires_at` DATETIME(3) NOT NULL,
  `revoked_at` DATETIME(3) NULL,
  INDEX `invites_server_id_idx` (`server_id`),
  PRIMARY KEY (`code`),
  CONSTRAINT `invites_server_id_fkey` FOREIGN KEY (`server_id`) REFERENCES `servers` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
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

CREATE TABLE `outbox` (
  `id` BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
  `event` JSON NOT NULL,
  `created_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
