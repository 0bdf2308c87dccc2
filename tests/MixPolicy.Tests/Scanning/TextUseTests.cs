using MixPolicy.Scanning;

namespace MixPolicy.Tests.Scanning;

public sealed class TextUseTests
{
    [Fact]
    public void And_TheStrongerWishWins()
    {
        var one = new TextUse(CopyUse.Mark, ConflictUse.LeaveOut, OneSource: true, MostTimes: 16);
        var other = new TextUse(CopyUse.Drop, ConflictUse.Count, MostTimes: 4);
        Assert.Equal(new TextUse(CopyUse.Drop, ConflictUse.LeaveOut, true, 4), one.And(other));
        Assert.Equal(one.And(other), other.And(one));
        Assert.Equal(one, one.And(TextUse.None));
        Assert.Equal(one, TextUse.None.And(one));
    }

    /// <summary>Where all records are taken nothing leaves the pool but what the policy drops in so many words.</summary>
    [Fact]
    public void WithoutPlanner_OnlyDropsAndCountsAreLeft()
    {
        Assert.Equal(new TextUse(Conflicts: ConflictUse.Count), new TextUse(CopyUse.LeaveOut, ConflictUse.LeaveOut, true, 4).WithoutPlanner());
        Assert.Equal(new TextUse(CopyUse.Drop, ConflictUse.Drop), new TextUse(CopyUse.Drop, ConflictUse.Drop, true).WithoutPlanner());
    }
}
