import { Module } from '@nestjs/common';
import { PerkUsesService } from './perk-uses.service.js';

@Module({ providers: [PerkUsesService] })
export class PerkUsesModule {}
