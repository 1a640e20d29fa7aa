CREATE TABLE `departing_people` (
  `user_id` CHAR(36) NOT NULL,
  `deletes_at` DATETIME(3) NOT NULL,
  PRIMARY KEY (`user_id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
