import { DeleteObjectsCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { awsRequestHandler } from '../aws.js';

export interface ImageStore {
  put(key: string, webp: Buffer): Promise<void>;
  /** Removes every object with this key prefix. */
  removeUnder(prefix: string): Promise<void>;
}

interface ImageStoreSettings {
  region: string;
  bucket: string;
  /** Only for a bucket outside AWS. */
  endpoint?: string;
}

/** Prefix of publicly readable objects, as configured in the bucket policy and CloudFront. */
const publicPrefix = 'media/';

/** Pictures in S3. A key is derived from its content, so it may be cached forever. */
export const createImageStore = ({ region, bucket, endpoint }: ImageStoreSettings): ImageStore => {
  const client = new S3Client({
    region,
    endpoint,
    forcePathStyle: endpoint !== undefined,
    maxAttempts: 2,
    requestHandler: awsRequestHandler,
  });
  return {
    async put(key, webp) {
      await client.send(
        new PutObjectCommand({
          Bucket: bucket,
          Key: publicPrefix + key,
          Body: webp,
          ContentType: 'image/webp',
          CacheControl: 'public, max-age=31536000, immutable',
        }),
      );
    },
    async removeUnder(prefix) {
      const list = { Bucket: bucket, Prefix: publicPrefix + prefix };
      const { Contents = [] } = await client.send(new ListObjectsV2Command(list));
      const Objects = Contents.flatMap(({ Key }) => (Key ? [{ Key }] : []));
      if (Objects.length > 0)
        await client.send(new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects } }));
    },
  };
};
