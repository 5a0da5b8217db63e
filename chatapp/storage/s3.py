"""Files in a bucket of any service that speaks S3."""

import io
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from shutil import copyfileobj
from tempfile import NamedTemporaryFile
from typing import Any, BinaryIO
from urllib.parse import urlsplit

import boto3
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import ClientError

from chatapp.settings import S3Settings
from chatapp.storage.keys import checked
from chatapp.storage.metering import Metered
from chatapp.storage.port import NotKept, Readable, Written

MIB = 1024 * 1024
#: One part in memory at a time, in the thread that writes: a file may be as large as it likes.
_TRANSFER = TransferConfig(multipart_threshold=8 * MIB, multipart_chunksize=8 * MIB, use_threads=False)
_CONFIG = {
    "connect_timeout": 5,
    "read_timeout": 30,
    "max_pool_connections": 32,
    "retries": {"mode": "standard", "total_max_attempts": 4},
    "signature_version": "s3v4",
    # Checksums that only Amazon knows are sent and asked for only where they must be.
    "request_checksum_calculation": "when_required",
    "response_checksum_validation": "when_required",
}
_ABSENT = ("404", "NoSuchKey")


class S3Storage:
    """A bucket, which exists already. Links lead straight to it."""

    def __init__(self, settings: S3Settings):
        self._bucket = settings.bucket
        self._client: Any = boto3.client(
            "s3",
            endpoint_url=settings.endpoint,
            aws_access_key_id=settings.access_key,
            aws_secret_access_key=settings.secret_key,
            region_name=settings.region,
            config=Config(**_CONFIG),
        )
        address = urlsplit(self._presigned(60, Key="any"))
        self.origin = f"{address.scheme}://{address.netloc}"

    def write(self, key: str, stream: Readable, content_type: str) -> Written:
        metered = Metered(stream)
        # Buffered, because a part must be full even where the stream brings less at a time.
        with io.BufferedReader(metered, MIB) as whole:
            self._client.upload_fileobj(
                whole, self._bucket, checked(key), ExtraArgs={"ContentType": content_type}, Config=_TRANSFER
            )
            return metered.written

    def open(self, key: str, start: int = 0, end: int | None = None) -> BinaryIO:
        if end is not None and end <= start:
            return io.BytesIO()
        last = "" if end is None else end - 1
        part = {"Range": f"bytes={start}-{last}"} if (start, end) != (0, None) else {}
        try:
            return self._client.get_object(Bucket=self._bucket, Key=checked(key), **part)["Body"]
        except ClientError as error:
            if error.response["Error"]["Code"] in _ABSENT:
                raise NotKept(key) from error
            if error.response["Error"]["Code"] == "InvalidRange":  # beyond the end there is nothing
                return io.BytesIO()
            raise

    @contextmanager
    def file(self, key: str) -> Iterator[Path]:
        with NamedTemporaryFile(prefix="chatapp-") as copy:
            with closing(self.open(key)) as stream:
                copyfileobj(stream, copy, MIB)
            copy.flush()
            yield Path(copy.name)

    def url(self, key: str, *, content_type: str, disposition: str, seconds: int) -> str:
        return self._presigned(
            seconds,
            Key=checked(key),
            ResponseContentType=content_type,
            ResponseContentDisposition=disposition,
            ResponseCacheControl=f"private, max-age={seconds}, immutable",
        )

    def delete(self, key: str) -> None:
        self._client.delete_object(Bucket=self._bucket, Key=checked(key))

    def tidy(self, before: datetime) -> int:
        pages = self._client.get_paginator("list_multipart_uploads").paginate(Bucket=self._bucket)
        begun = (upload for page in pages for upload in page.get("Uploads", ()))
        left = [upload for upload in begun if upload["Initiated"] < before]
        for upload in left:
            self._client.abort_multipart_upload(Bucket=self._bucket, Key=upload["Key"], UploadId=upload["UploadId"])
        return len(left)

    def _presigned(self, seconds: int, **parameters: str) -> str:
        return self._client.generate_presigned_url(
            "get_object", Params={"Bucket": self._bucket, **parameters}, ExpiresIn=seconds
        )
