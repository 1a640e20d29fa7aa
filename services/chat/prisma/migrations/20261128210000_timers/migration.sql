CREATE TABLE `timers` (
  `name` VARCHAR(64) NOT NULL,
  `ran_at` DATETIME(3) NOT NULL,
  PRIMARY KEY (`name`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
