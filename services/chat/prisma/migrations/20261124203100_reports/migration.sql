CREATE TABLE `reports` (
  `id` CHAR(26) NOT NULL,
  `server_id` CHAR(26) NOT NULL,
  `reporter_id` CHAR(36) NULL,
  `content_rule_id` CHAR(26) NULL,
  `violation_id` CHAR(26) NULL,
  `reason` VARCHAR(20) NOT NULL,
  `note` VARCHAR(500) NOT NULL,
  `user_id` CHAR(36) NOT NULL,
  `channel_id` CHAR(26) NULL,
  `seq` INTEGER NULL,
  `content` TEXT NULL,
  `status` ENUM('open', 'handled', 'dismissed') NOT NULL DEFAULT 'open',
  `closed_by` CHAR(36) NULL,
  `closed_at` DATETIME(3) NULL,
  `created_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  UNIQUE INDEX `reports_violation_id_key` (`violation_id`),
  INDEX `reports_server_id_status_id_idx` (`server_id`, `status`, `id`),
  PRIMARY KEY (`id`),
  CONSTRAINT `reports_server_id_fkey` FOREIGN KEY (`server_id`) REFERENCES `servers` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

ALTER TABLE `audit_entries`
  ADD COLUMN `origin_id` CHAR(26) NULL,
  ADD UNIQUE INDEX `audit_entries_origin_id_key` (`origin_id`);
