import {
	DeleteObjectCommand,
	GetObjectCommand,
	HeadObjectCommand,
	NoSuchKey,
	NotFound,
	PutObjectCommand,
	S3Client,
	S3ServiceException,
} from "@aws-sdk/client-s3";
import type { FileStore } from "./store.ts";

/** A bucket of any storage that speaks S3. */
export type S3Settings = {
	/** without the bucket: "https://storage.example.org" */
	endpoint: string;
	bucket: string;
	/** what names begin with, with a slash at the end, or empty */
	prefix: string;
	region: string;
	accessKeyId: string;
	secretAccessKey: string;
};

/** Files in a bucket. What it says when something is amiss is thrown as it is; it never holds a key. */
export function openS3Store({ endpoint, bucket, prefix, region, ...credentials }: S3Settings): FileStore {
	const client = new S3Client({
		endpoint,
		region,
		credentials,
		// the bucket in the path: names of buckets are seldom names of hosts elsewhere than at the inventor's
		forcePathStyle: true,
		// newer checksums are not known everywhere
		requestChecksumCalculation: "WHEN_REQUIRED",
		responseChecksumValidation: "WHEN_REQUIRED",
		maxAttempts: 3,
	});
	const at = (name: string) => ({ Bucket: bucket, Key: prefix + name });
	const has: FileStore["has"] = async (name) => {
		const found = await orMissing(client.send(new HeadObjectCommand(at(name))));
		return found !== null;
	};
	return {
		has,
		remove: async (name) => {
			await orMissing(client.send(new DeleteObjectCommand(at(name))));
		},
		put: async (name, bytes) => {
			if (await has(name)) return;
			await client.send(new PutObjectCommand({ ...at(name), Body: bytes, ContentLength: bytes.length }));
		},
		get: async (name) => {
			const found = await orMissing(client.send(new GetObjectCommand(at(name))));
			return found?.Body ? Buffer.from(await found.Body.transformToByteArray()) : null;
		},
	};
}

async function orMissing<T>(asked: Promise<T>): Promise<T | null> {
	try {
		return await asked;
	} catch (error) {
		if (error instanceof NoSuchKey || error instanceof NotFound) return null;
		if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404 && error.name !== "NoSuchBucket")
			return null;
		throw error;
	}
}
