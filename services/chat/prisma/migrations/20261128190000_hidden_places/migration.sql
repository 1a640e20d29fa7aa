CREATE TABLE `deleted_places` (
  `id` CHAR(26) NOT NULL,
  `server_id` CHAR(26) NOT NULL,
  `overwrites` JSON NOT NULL,
  `deleted_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  INDEX `deleted_places_server_id_idx` (`server_id`),
  PRIMARY KEY (`id`),
  CONSTRAINT `deleted_places_server_id_fkey` FOREIGN KEY (`server_id`) REFERENCES `servers` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

ALTER TABLE `audit_entries` ADD COLUMN `place_id` CHAR(26) NULL;

UPDATE `audit_entries` SET `place_id` = `target_id`
  WHERE `action` LIKE 'channel-%' OR `action` LIKE 'category-%' OR `action` = 'overwrite-set';

UPDATE `audit_entries` SET `place_id` = LEFT(JSON_UNQUOTE(JSON_EXTRACT(`changes`, '$[0].before')), 26)
  WHERE `action` = 'message-deleted';
