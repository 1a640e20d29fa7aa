CREATE TABLE `people` (
  `user_id` CHAR(36) NOT NULL,
  `nickname` VARCHAR(64) NOT NULL,
  `tag` VARCHAR(24) NOT NULL,
  PRIMARY KEY (`user_id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
