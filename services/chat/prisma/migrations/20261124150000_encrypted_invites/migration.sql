ALTER TABLE `servers` ADD COLUMN `invites_paused_at` DATETIME(3) NULL;

-- Links of the first form lived seven days and can't be told from guesses any more.
DROP TABLE `invites`;

CREATE TABLE `invites` (
  `id` CHAR(26) NOT NULL,
  `nonce` CHAR(22) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `server_id` CHAR(26) NOT NULL,
  `channel_id` CHAR(26) NULL,
  `creator_id` CHAR(36) NOT NULL,
  `max_uses` INTEGER NULL,
  `uses` INTEGER NOT NULL DEFAULT 0,
  `created_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  `expires_at` DATETIME(3) NULL,
  `revoked_at` DATETIME(3) NULL,
  INDEX `invites_server_id_idx` (`server_id`),
  PRIMARY KEY (`id`),
  CONSTRAINT `invites_server_id_fkey` FOREIGN KEY (`server_id`) REFERENCES `servers` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
