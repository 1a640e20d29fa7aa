ALTER TABLE `channels`
  MODIFY `type` ENUM('text', 'voice', 'announcement') NOT NULL,
  ADD COLUMN `slow_mode_seconds` INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN `user_limit` INTEGER NULL,
  ADD COLUMN `is_synced` BOOLEAN NOT NULL DEFAULT true;

ALTER TABLE `members`
  ADD COLUMN `nickname` VARCHAR(32) NULL,
  ADD COLUMN `timed_out_until` DATETIME(3) NULL;

CREATE TABLE `roles` (
  `id` CHAR(26) NOT NULL,
  `server_id` CHAR(26) NOT NULL,
  `name` VARCHAR(100) NOT NULL,
  `color` CHAR(7) NULL,
  `icon` VARCHAR(32) NULL,
  `position` INTEGER NOT NULL,
  `permissions` INTEGER NOT NULL,
  `is_hoisted` BOOLEAN NOT NULL DEFAULT false,
  `is_mentionable` BOOLEAN NOT NULL DEFAULT false,
  INDEX `roles_server_id_position_idx` (`server_id`, `position`),
  PRIMARY KEY (`id`),
  CONSTRAINT `roles_server_id_fkey` FOREIGN KEY (`server_id`) REFERENCES `servers` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `member_roles` (
  `server_id` CHAR(26) NOT NULL,
  `user_id` CHAR(36) NOT NULL,
  `role_id` CHAR(26) NOT NULL,
  INDEX `member_roles_role_id_idx` (`role_id`),
  PRIMARY KEY (`server_id`, `user_id`, `role_id`),
  CONSTRAINT `member_roles_server_id_user_id_fkey` FOREIGN KEY (`server_id`, `user_id`) REFERENCES `members` (`server_id`, `user_id`) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT `member_roles_role_id_fkey` FOREIGN KEY (`role_id`) REFERENCES `roles` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE `overwrites` (
  `scope_id` CHAR(26) NOT NULL,
  `target_id` CHAR(36) NOT NULL,
  `target_type` ENUM('role', 'member') NOT NULL,
  `server_id` CHAR(26) NOT NULL,
  `allow` INTEGER NOT NULL,
  `deny` INTEGER NOT NULL,
  INDEX `overwrites_server_id_idx` (`server_id`),
  PRIMARY KEY (`scope_id`, `target_id`),
  CONSTRAINT `overwrites_server_id_fkey` FOREIGN KEY (`server_id`) REFERENCES `servers` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

-- Every server gets everybody's role with what its members could do so far and what else a new server gives them
-- (bits 0, 1, 5, 6, 7, 15, 16, 17, 22).
INSERT INTO `roles` (`id`, `server_id`, `name`, `position`, `permissions`)
SELECT `id`, `id`, 'everyone', 0, 1 | 2 | 32 | 64 | 128 | 32768 | 65536 | 131072 | 4194304 FROM `servers`;
