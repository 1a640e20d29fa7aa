CREATE TABLE `restrictions` (
  `server_id` CHAR(26) NOT NULL,
  `user_id` CHAR(36) NOT NULL,
  `timed_out_until` DATETIME(3) NULL,
  `is_muted` BOOLEAN NOT NULL,
  INDEX `restrictions_user_id_idx` (`user_id`),
  PRIMARY KEY (`server_id`, `user_id`),
  CONSTRAINT `restrictions_server_id_fkey` FOREIGN KEY (`server_id`) REFERENCES `servers` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
