import { DeleteObjectsCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { awsRequestHandler } from '../aws.js';

export interface ImageStore {
  put(key: string, webp: Buffer): Promise<void>;
  /** Removes every object whose key starts so. */
  removeUnder(prefix: string): Promise<void>;
}

interface ImageStoreSettings {
  region: string;
  bucket: string;
  /** Only when the bucket is not at AWS. */
  endpoint?: string;
}

/** What may be read by anybody lies under this; the bucket's policy and CloudFront say so. */
const publicPrefix = 'media/';

/** Pictures in S3. A key names its content, so it may be cached forever. */
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
