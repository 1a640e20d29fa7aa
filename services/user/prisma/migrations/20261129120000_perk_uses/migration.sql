CREATE TABLE `perk_uses` (
  `user_id` CHAR(36) NOT NULL,
  `at` DATETIME(3) NOT NULL,
  INDEX `perk_uses_at_idx` (`at`),
  PRIMARY KEY (`user_id`, `at`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
