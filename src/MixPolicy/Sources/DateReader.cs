using System.Buffers.Text;
using System.Text;

namespace MixPolicy.Sources;

/// <summary>
/// Reads the shapes of dates that real corpora hold, and only those that mean one thing. Without an offset a time is UTC. A year or a month
/// alone is its first day: the oldest reading, so that nothing looks fresher than it is. Thread-safe.
/// </summary>
internal static class DateReader
{
    private const long MicrosecondsPerSecond = 1_000_000;
    private const long MicrosecondsPerDay = 86_400 * MicrosecondsPerSecond;
    private static readonly long EpochDay = new DateOnly(1970, 1, 1).DayNumber;
    private static readonly long LastDay = DateOnly.MaxValue.DayNumber;

    /// <summary>
    /// Microseconds since 1970-01-01T00:00:00Z; false for what is no date, or more than one. Reads ISO 8601 (calendar, week and ordinal
    /// dates, extended and basic, with <c>/</c> and single digits too), <c>dd-Mon-yyyy</c>, <c>dd-mm-yyyy</c> where day and month cannot be
    /// confused, and Unix time of 10 digits (seconds) or 13 (milliseconds); blanks and one pair of parentheses around it are passed over.
    /// </summary>
    public static bool TryRead(ReadOnlySpan<byte> utf8, out long microsecondsUtc)
    {
        var text = utf8.Trim(" \t\r\n"u8);
        if (text is [(byte)'(', .., (byte)')']) text = text[1..^1].Trim(" \t\r\n"u8);
        microsecondsUtc = 0;
        var digits = Digits(text);
        if (digits == text.Length && digits is 10 or 13)
        {
            microsecondsUtc = Number(text) * (digits == 10 ? MicrosecondsPerSecond : 1000);
            return digits == text.Length;
        }

        var rest = text;
        if (!TryDay(ref rest, digits, out var day, out var mayHaveTime)) return false;
        long time = 0;
        if (!rest.IsEmpty && !(mayHaveTime && TryTime(rest, digits == 8, out time))) return false;
        microsecondsUtc = ((day - EpochDay) * MicrosecondsPerDay) + time;
        return microsecondsUtc >= -EpochDay * MicrosecondsPerDay && microsecondsUtc < (LastDay + 1 - EpochDay) * MicrosecondsPerDay;
    }

    private static bool TryDay(ref ReadOnlySpan<byte> rest, int digits, out long day, out bool mayHaveTime)
    {
        day = 0;
        mayHaveTime = false;
        switch (digits)
        {
            case 8:
                mayHaveTime = true;
                var whole = Number(rest[..8]);
                rest = rest[8..];
                return TryCalendar(whole / 10_000, whole / 100 % 100, whole % 100, out day);
            case 4:
                var year = Number(rest[..4]);
                rest = rest[4..];
                if (rest.IsEmpty) return TryCalendar(year, 1, 1, out day);
                if (rest.StartsWith("-W"u8)) return TryWeek(ref rest, year, out day);
                return rest[0] is (byte)'-' or (byte)'/' && TryMonth(ref rest, year, out day, out mayHaveTime);
            case 1 or 2:
                return TryDayFirst(ref rest, digits, out day);
            default:
                return false;
        }
    }

    /// <summary>After a year: <c>-mm</c>, <c>-mm-dd</c> or <c>-ddd</c>.</summary>
    private static bool TryMonth(ref ReadOnlySpan<byte> rest, long year, out long day, out bool mayHaveTime)
    {
        var separator = rest[0];
        rest = rest[1..];
        var digits = Digits(rest);
        mayHaveTime = false;
        day = 0;
        if (digits is 0 or > 3) return false;
        var month = Number(rest[..digits]);
        rest = rest[digits..];
        if (digits == 3)
        {
            if (separator != '-' || month < 1 || !TryCalendar(year, 1, 1, out day)) return false;
            day += month - 1;
            return month <= (DateTime.IsLeapYear((int)year) ? 366 : 365);
        }

        if (rest.IsEmpty) return TryCalendar(year, month, 1, out day);
        if (rest[0] != separator) return false;
        digits = Digits(rest[1..]);
        if (digits is not (1 or 2)) return false;
        mayHaveTime = true;
        var ofMonth = Number(rest.Slice(1, digits));
        rest = rest[(1 + digits)..];
        return TryCalendar(year, month, ofMonth, out day);
    }

    /// <summary>After a year: <c>-Www-d</c>. Week 1 is the one with 4 January; weeks start on Monday.</summary>
    private static bool TryWeek(ref ReadOnlySpan<byte> rest, long year, out long day)
    {
        day = 0;
        if (rest.Length < 6 || Digits(rest[2..]) != 2 || rest[4] != '-' || Digits(rest[5..]) != 1 || year < 1) return false;
        var (week, ofWeek) = (Number(rest.Slice(2, 2)), Number(rest.Slice(5, 1)));
        rest = rest[6..];
        if (week < 1 || week > System.Globalization.ISOWeek.GetWeeksInYear((int)year) || ofWeek is < 1 or > 7) return false;
        var fourth = new DateOnly((int)year, 1, 4);
        day = fourth.DayNumber - (((int)fourth.DayOfWeek + 6) % 7) + ((week - 1) * 7) + ofWeek - 1;
        return true;
    }

    /// <summary><c>dd-Mon-yyyy</c>; <c>dd-mm-yyyy</c> only when the month cannot be taken for the day.</summary>
    private static bool TryDayFirst(ref ReadOnlySpan<byte> rest, int digits, out long day)
    {
        day = 0;
        var ofMonth = Number(rest[..digits]);
        rest = rest[digits..];
        if (rest.IsEmpty || rest[0] != '-') return false;
        rest = rest[1..];
        long month = 0;
        if (digits == 2 && Digits(rest) == 2)
        {
            month = Number(rest[..2]);
            if (ofMonth <= 12 && ofMonth != month) return false;
            rest = rest[2..];
        }
        else if (rest.Length >= 3)
        {
            for (var i = 0; i < 12 && month == 0; i++)
            {
                if (Ascii.EqualsIgnoreCase(rest[..3], "janfebmaraprmayjunjulaugsepoctnovdec"u8.Slice(i * 3, 3))) month = i + 1;
            }

            rest = rest[3..];
        }

        if (rest.Length != 5 || rest[0] != '-' || Digits(rest[1..]) != 4) return false;
        var year = Number(rest[1..]);
        rest = default;
        return TryCalendar(year, month, ofMonth, out day);
    }

    /// <summary>A separator, a time of day and perhaps an offset: microseconds to add to the day in UTC.</summary>
    private static bool TryTime(ReadOnlySpan<byte> rest, bool isBasic, out long time)
    {
        time = 0;
        if (rest[0] is not ((byte)'T' or (byte)'t' or (byte)' ') && !(isBasic && rest[0] == '_')) return false;
        var mayHaveBlank = rest[0] == ' ';
        rest = rest[1..];
        long hour, minute, second = 0;
        var digits = Digits(rest);
        if (isBasic && digits == 6)
        {
            var whole = Number(rest[..6]);
            (hour, minute, second) = (whole / 10_000, whole / 100 % 100, whole % 100);
            rest = rest[6..];
        }
        else
        {
            if (isBasic || digits != 2 || rest.Length < 5 || rest[2] != ':' || Digits(rest[3..]) != 2) return false;
            (hour, minute) = (Number(rest[..2]), Number(rest.Slice(3, 2)));
            rest = rest[5..];
            if (rest is [(byte)':', ..])
            {
                if (Digits(rest[1..]) != 2) return false;
                second = Number(rest.Slice(1, 2));
                rest = rest[3..];
            }
        }

        var fraction = 0L;
        if (rest is [(byte)'.' or (byte)',', ..])
        {
            digits = Digits(rest[1..]);
            if (digits == 0) return false;
            for (var i = 0; i < 6; i++) fraction = (fraction * 10) + (i < digits ? rest[1 + i] - '0' : 0);
            if (hour == 24 && rest.Slice(1, digits).ContainsAnyExcept((byte)'0')) return false;
            rest = rest[(1 + digits)..];
        }

        var isEndOfDay = hour == 24 && minute == 0 && second == 0;
        if ((hour > 23 && !isEndOfDay) || minute > 59 || second > 60) return false;
        if (mayHaveBlank && rest is [(byte)' ', (byte)'+' or (byte)'-' or (byte)'Z', ..]) rest = rest[1..];
        if (!TryOffset(rest, out var offsetMinutes)) return false;

        // A leap second is the last of its minute: this scale has no other place for it.
        time = ((((hour * 60) + minute - offsetMinutes) * 60) + Math.Min(second, 59)) * MicrosecondsPerSecond;
        time += fraction;
        return true;
    }

    private static bool TryOffset(ReadOnlySpan<byte> rest, out long minutes)
    {
        minutes = 0;
        if (rest.IsEmpty || rest is [(byte)'Z' or (byte)'z']) return true;
        if (rest[0] is not ((byte)'+' or (byte)'-')) return false;
        var isBehind = rest[0] == '-';
        rest = rest[1..];
        var digits = Digits(rest);
        long hours;
        if (digits == 4 && rest.Length == 4) (hours, minutes) = (Number(rest[..2]), Number(rest[2..]));
        else if (digits == 2 && rest.Length == 5 && rest[2] == ':' && Digits(rest[3..]) == 2) (hours, minutes) = (Number(rest[..2]), Number(rest[3..]));
        else if (digits == 2 && rest.Length == 2) hours = Number(rest);
        else return false;
        if (hours > 23 || minutes > 59) return false;
        minutes = ((hours * 60) + minutes) * (isBehind ? -1 : 1);
        return true;
    }

    private static bool TryCalendar(long year, long month, long ofMonth, out long day)
    {
        day = 0;
        if (year is < 1 or > 9999 || month is < 1 or > 12 || ofMonth < 1 || ofMonth > DateTime.DaysInMonth((int)year, (int)month)) return false;
        day = new DateOnly((int)year, (int)month, (int)ofMonth).DayNumber;
        return true;
    }

    /// <summary>How many digits the text starts with.</summary>
    private static int Digits(ReadOnlySpan<byte> text)
    {
        var other = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return other < 0 ? text.Length : other;
    }

    private static long Number(ReadOnlySpan<byte> digits) => Utf8Parser.TryParse(digits, out long number, out _) ? number : 0;
}
