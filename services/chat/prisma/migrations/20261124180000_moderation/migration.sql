ALTER TABLE `servers`
  ADD COLUMN `description` VARCHAR(300) NOT NULL DEFAULT '',
  ADD COLUMN `default_notifications` ENUM('all', 'mentions') NOT NULL DEFAULT 'all',
  ADD COLUMN `system_channel_id` CHAR(26) NULL;

CREATE TABLE `bans` (
  `server_id` CHAR(26) NOT NULL,
  `user_id` CHAR(36) NOT NULL,
  `reason` VARCHAR(300) NOT NULL,
  `banned_by` CHAR(36) NOT NULL,
  `created_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  `expires_at` DATETIME(3) NULL,
  PRIMARY KEY (`server_id`, `user_id`),
  CONSTRAINT `bans_server_id_fkey` FOREIGN KEY (`server_id`) REFERENCES `servers` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `audit_entries` (
  `id` CHAR(26) NOT NULL,
  `server_id` CHAR(26) NOT NULL,
  `actor_id` CHAR(36) NOT NULL,
  `action` VARCHAR(40) NOT NULL,
  `target_id` CHAR(36) NULL,
  `target_name` VARCHAR(100) NULL,
  `changes` JSON NOT NULL,
  `reason` VARCHAR(300) NULL,
  `created_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  INDEX `audit_entries_server_id_id_idx` (`server_id`, `id`),
  INDEX `audit_entries_server_id_actor_id_id_idx` (`server_id`, `actor_id`, `id`),
  INDEX `audit_entries_server_id_action_id_idx` (`server_id`, `action`, `id`),
  INDEX `audit_entries_server_id_target_id_id_idx` (`server_id`, `target_id`, `id`),
  PRIMARY KEY (`id`),
  CONSTRAINT `audit_entries_server_id_fkey` FOREIGN KEY (`server_id`) REFERENCES `servers` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
