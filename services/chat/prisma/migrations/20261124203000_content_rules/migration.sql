CREATE TABLE `content_rules` (
  `id` CHAR(26) NOT NULL,
  `server_id` CHAR(26) NOT NULL,
  `name` VARCHAR(100) NOT NULL,
  `is_enabled` BOOLEAN NOT NULL,
  `trigger` JSON NOT NULL,
  `action` VARCHAR(20) NOT NULL,
  `timeout_seconds` INTEGER NOT NULL,
  `exempt_role_ids` JSON NOT NULL,
  `exempt_channel_ids` JSON NOT NULL,
  INDEX `content_rules_server_id_idx` (`server_id`),
  PRIMARY KEY (`id`),
  CONSTRAINT `content_rules_server_id_fkey` FOREIGN KEY (`server_id`) REFERENCES `servers` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
