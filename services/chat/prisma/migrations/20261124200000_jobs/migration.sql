CREATE TABLE `jobs` (
  `id` CHAR(26) NOT NULL,
  `job` JSON NOT NULL,
  `run_at` DATETIME(3) NOT NULL,
  `claim` CHAR(26) NULL,
  `attempts` INTEGER NOT NULL DEFAULT 0,
  `dead_at` DATETIME(3) NULL,
  `created_at` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  INDEX `jobs_dead_at_run_at_id_idx` (`dead_at`, `run_at`, `id`),
  PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
