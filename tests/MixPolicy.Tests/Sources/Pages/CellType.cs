namespace MixPolicy.Tests.Sources.Pages;

/// <summary>What a column of a made-up Parquet file holds: a physical type and what its bytes mean.</summary>
public enum CellType
{
    /// <summary>UTF-8, or bytes that only pretend to be.</summary>
    Text,

    /// <summary>Bytes without a meaning.</summary>
    Bytes,

    /// <summary>JSON.</summary>
    Json,

    /// <summary>ENUM: text.</summary>
    Enum,

    /// <summary>Seven bytes without a meaning.</summary>
    Fixed,

    /// <summary>Sixteen bytes that are a UUID.</summary>
    Uuid,

    /// <summary>A real number of 16 bits.</summary>
    Half,

    /// <summary>INT32.</summary>
    Whole32,

    /// <summary>INT64.</summary>
    Whole64,

    /// <summary>INT32, unsigned.</summary>
    Unsigned32,

    /// <summary>INT64, unsigned.</summary>
    Unsigned64,

    /// <summary>Days.</summary>
    Date,

    /// <summary>Milliseconds.</summary>
    Milliseconds,

    /// <summary>Microseconds.</summary>
    Microseconds,

    /// <summary>Nanoseconds.</summary>
    Nanoseconds,

    /// <summary>The old timestamp.</summary>
    Int96,

    /// <summary>INT32 with two decimals.</summary>
    Decimal32,

    /// <summary>INT64 with four decimals.</summary>
    Decimal64,

    /// <summary>Sixteen bytes, ten decimals.</summary>
    DecimalFixed,

    /// <summary>Any number of bytes, three decimals.</summary>
    DecimalBytes,

    /// <summary>BOOLEAN.</summary>
    Flag,

    /// <summary>FLOAT.</summary>
    Real32,

    /// <summary>DOUBLE.</summary>
    Real64,
}
