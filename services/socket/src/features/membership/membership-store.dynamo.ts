import {
  DeleteCommand,
  GetCommand,
  TransactWriteCommand,
  UpdateCommand,
  type DynamoDBDocumentClient,
} from '@aws-sdk/lib-dynamodb';
import { membership, type Membership } from '@maru/contracts/membership';
import { z } from 'zod';
import {
  cancellationReasons,
  conditionFailed,
  hasConflict,
  isConditionFailed,
} from '../../platform/dynamo.js';
import { outboxItems, type TransactItem } from '../../platform/outbox-items.js';
import type { TableNames } from '../../platform/tables.js';
import { untilWritten } from '../../platform/until-written.js';
import type { MembershipStore, PerkUse, StoredMembership } from './membership-store.js';

const item = membership.extend({ lastUse: z.string().optional() });

/** Memberships in DynamoDB; the keys are described in `platform/tables.ts`. */
export class DynamoMembershipStore implements MembershipStore {
  constructor(
    private readonly documents: DynamoDBDocumentClient,
    private readonly tables: Pick<TableNames, 'memberships' | 'outbox'>,
    /** Called after a write with events: the outbox has something to deliver. */
    private readonly onEvents: () => void = () => undefined,
  ) {}

  async find(userId: string): Promise<StoredMembership | undefined> {
    const { Item } = await this.documents.send(
      new GetCommand({ TableName: this.tables.memberships, Key: { userId }, ConsistentRead: true }),
    );
    if (!Item) return undefined;
    const { plan, until, lastUse } = item.parse(Item);
    return { membership: { plan, until }, lastUse };
  }

  async put(userId: string, { plan, until }: Membership): Promise<void> {
    const update = new UpdateCommand({
      TableName: this.tables.memberships,
      Key: { userId },
      // `plan` and `until` are reserved words.
      UpdateExpression: 'SET #plan = :plan, #until = :until REMOVE lastUse',
      ConditionExpression: 'attribute_not_exists(userId) OR #plan <> :plan OR #until <> :until',
      ExpressionAttributeNames: { '#plan': 'plan', '#until': 'until' },
      ExpressionAttributeValues: { ':plan': plan, ':until': until },
    });
    await this.documents.send(update).catch((error: unknown) => {
      // The same membership is stored already.
      if (!isConditionFailed(error)) throw error;
    });
  }

  async remove(userId: string): Promise<void> {
    await this.documents.send(new DeleteCommand({ TableName: this.tables.memberships, Key: { userId } }));
  }

  async recordUse({ userId, mark, at }: PerkUse): Promise<void> {
    const TransactItems = [
      this.setMark(userId, mark),
      ...outboxItems(this.tables.outbox, 'user', {
        partition: userId,
        position: [at.getTime()],
        events: [{ type: 'perk.used', userId, at: at.toISOString() }],
      }),
    ];
    await untilWritten(async () => {
      try {
        await this.documents.send(new TransactWriteCommand({ TransactItems }));
        this.onEvents();
      } catch (error) {
        const reasons = cancellationReasons(error);
        // Recorded before, or the person is gone.
        if (conditionFailed(reasons[0])) return true;
        if (hasConflict(reasons)) return false;
        throw error;
      }
      return true;
    });
  }

  private setMark(userId: string, mark: string): TransactItem {
    return {
      Update: {
        TableName: this.tables.memberships,
        Key: { userId },
        UpdateExpression: 'SET lastUse = :mark',
        ConditionExpression:
          'attribute_exists(userId) AND (attribute_not_exists(lastUse) OR lastUse <> :mark)',
        ExpressionAttributeValues: { ':mark': mark },
      },
    };
  }
}
