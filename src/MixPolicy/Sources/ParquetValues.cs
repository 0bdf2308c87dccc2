using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;
using System.Numerics;
using MixPolicy.Hashing;
using Parquet.Meta;

namespace MixPolicy.Sources;

/// <summary>What a physical Parquet value means, by its schema entry, as a cell.</summary>
internal static class ParquetValues
{
    /// <summary>Bytes of an INT96.</summary>
    public const int Int96Length = 12;

    private const int MaxDecimalBytes = 1024;
    private const long MicrosecondsPerDay = 86_400_000_000;
    private const long MaxDay = (long.MaxValue / MicrosecondsPerDay) - 1;
    private const int JulianDayOf1970 = 2_440_588;
    private static readonly long FirstInstant = (DateTime.MinValue - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
    private static readonly long LastInstant = (DateTime.MaxValue - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    /// <summary>Whether all values of an entry are signed whole numbers and mean nothing else.</summary>
    public static bool IsCount(SchemaElement element) => element.Type is Parquet.Meta.Type.INT32 or Parquet.Meta.Type.INT64
        && element.LogicalType is null or { INTEGER.IsSigned: true }
        && element.ConvertedType is null or (>= ConvertedType.INT_8 and <= ConvertedType.INT_64);

    /// <summary>A whole number of 32 or 64 bits: a count, a decimal, a date, a time or an instant.</summary>
    public static void AddWhole(ValueColumn column, long value, SchemaElement element)
    {
        var logical = element.LogicalType;
        var converted = element.ConvertedType;
        if (logical?.DECIMAL is not null || converted == ConvertedType.DECIMAL)
        {
            AddDecimal(column, value, element);
        }
        else if (logical?.DATE is not null || converted == ConvertedType.DATE)
        {
            AddDay(column, value, 0);
        }
        else if (logical?.TIMESTAMP is { } stamp)
        {
            AddInstant(column, value, stamp.Unit);
        }
        else if (converted is ConvertedType.TIMESTAMP_MILLIS or ConvertedType.TIMESTAMP_MICROS)
        {
            AddInstant(column, value, converted == ConvertedType.TIMESTAMP_MILLIS ? 1000 : 1, 1);
        }
        else if (logical?.TIME is { } time)
        {
            AddTime(column, time.Unit.NANOS is not null ? value : value * (time.Unit.MICROS is not null ? 1000 : 1_000_000));
        }
        else if (converted is ConvertedType.TIME_MILLIS or ConvertedType.TIME_MICROS)
        {
            AddTime(column, value * (converted == ConvertedType.TIME_MICROS ? 1000 : 1_000_000));
        }
        else if (logical?.INTEGER is { IsSigned: false } || converted is >= ConvertedType.UINT_8 and <= ConvertedType.UINT_64)
        {
            AddUnsigned(column, element.Type == Parquet.Meta.Type.INT32 ? (uint)value : (ulong)value);
        }
        else
        {
            column.AddInteger(value);
        }
    }

    /// <summary>A real number, in the shortest text that reads back as the same.</summary>
    public static void AddReal<T>(ValueColumn column, T value)
        where T : IUtf8SpanFormattable
    {
        Span<byte> text = stackalloc byte[64];
        value.TryFormat(text, out var written, default, CultureInfo.InvariantCulture);
        column.Add(ValueKind.Scalar, text[..written]);
    }

    /// <summary>Bytes: text unless the schema says otherwise.</summary>
    public static void AddBytes(ValueColumn column, ReadOnlySpan<byte> value, SchemaElement element)
    {
        var logical = element.LogicalType;
        if (logical?.DECIMAL is not null || element.ConvertedType == ConvertedType.DECIMAL)
        {
            // Decimal text takes time by the square of its digits.
            if (value.Length > MaxDecimalBytes) throw new InvalidDataException("a decimal that is too long");
            AddDecimal(column, new BigInteger(value, isBigEndian: true), element);
        }
        else if (logical?.UUID is not null && value.Length == 16)
        {
            Span<byte> text = stackalloc byte[36];
            new Guid(value, bigEndian: true).TryFormat(text, out _);
            column.Add(ValueKind.Text, text);
        }
        else if (logical?.FLOAT16 is not null && value.Length == 2)
        {
            AddReal(column, BinaryPrimitives.ReadHalfLittleEndian(value));
        }
        else if (element.ConvertedType == ConvertedType.INTERVAL && value.Length == 12)
        {
            var (months, days) = (BinaryPrimitives.ReadUInt32LittleEndian(value), BinaryPrimitives.ReadUInt32LittleEndian(value[4..]));
            var seconds = BinaryPrimitives.ReadUInt32LittleEndian(value[8..]) / 1000m;
            var text = string.Create(CultureInfo.InvariantCulture, $"P{months}M{days}DT{seconds}S");
            column.Add(ValueKind.Scalar, System.Text.Encoding.ASCII.GetBytes(text));
        }
        else
        {
            column.Add(Utf8Check.IsValid(value) ? ValueKind.Text : ValueKind.InvalidUtf8, value);
        }
    }

    /// <summary>The old timestamp: nanoseconds of the day, then the Julian day.</summary>
    public static void AddInt96(ValueColumn column, ReadOnlySpan<byte> value)
    {
        var day = BinaryPrimitives.ReadInt32LittleEndian(value[8..]) - (long)JulianDayOf1970;
        AddDay(column, day, FloorDivide(BinaryPrimitives.ReadInt64LittleEndian(value), 1000));
    }

    private static void AddUnsigned(ValueColumn column, ulong value)
    {
        if (value <= long.MaxValue)
        {
            column.AddInteger((long)value);
            return;
        }

        Span<byte> text = stackalloc byte[20];
        Utf8Formatter.TryFormat(value, text, out var written);
        column.Add(ValueKind.Scalar, text[..written]);
    }

    private static void AddInstant(ValueColumn column, long value, TimeUnit unit)
    {
        if (unit.NANOS is not null) AddInstant(column, value, 1, 1000);
        else AddInstant(column, value, unit.MICROS is not null ? 1 : 1000, 1);
    }

    private static void AddDay(ValueColumn column, long day, long microseconds)
    {
        if (Math.Abs(day) > MaxDay || Math.Abs(microseconds) > MicrosecondsPerDay) AddBeyond(column, day);
        else AddWithinCalendar(column, (day * MicrosecondsPerDay) + microseconds);
    }

    private static void AddInstant(ValueColumn column, long value, long times, long by)
    {
        if (value > long.MaxValue / times || value < long.MinValue / times) AddBeyond(column, value);
        else AddWithinCalendar(column, FloorDivide(value * times, by));
    }

    private static void AddWithinCalendar(ValueColumn column, long microseconds)
    {
        if (microseconds < FirstInstant || microseconds > LastInstant) AddBeyond(column, microseconds);
        else column.AddInstant(microseconds);
    }

    /// <summary>
    /// An instant outside the years 1 to 9999, infinity among them, is no date that anyone means: neither bent, nor left as a bare number, which
    /// would read as the seconds of another date.
    /// </summary>
    private static void AddBeyond(ValueColumn column, long value) =>
        column.Add(ValueKind.Scalar, System.Text.Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"outside the years 1 to 9999 ({value})")));

    private static long FloorDivide(long value, long by) => Math.DivRem(value, by, out var rest) - (rest < 0 ? 1 : 0);

    private static void AddTime(ValueColumn column, long nanoseconds)
    {
        Span<byte> text = stackalloc byte[32];
        if (nanoseconds is < 0 or >= MicrosecondsPerDay * 1000)
        {
            column.AddInteger(nanoseconds);
            return;
        }

        var format = nanoseconds % 1_000_000_000 == 0 ? "HH:mm:ss" : "HH:mm:ss.FFFFFFF";
        new TimeOnly(nanoseconds / 100).TryFormat(text, out var written, format, CultureInfo.InvariantCulture);
        column.Add(ValueKind.Text, text[..written]);
    }

    private static void AddDecimal(ValueColumn column, BigInteger unscaled, SchemaElement element)
    {
        var scale = Math.Max(0, element.LogicalType?.DECIMAL?.Scale ?? element.Scale ?? 0);
        var digits = BigInteger.Abs(unscaled).ToString(CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
        var text = (unscaled.Sign < 0 ? "-" : "") + (scale == 0 ? digits : $"{digits[..^scale]}.{digits[^scale..]}");
        column.Add(ValueKind.Scalar, System.Text.Encoding.ASCII.GetBytes(text));
    }
}
