namespace MixPolicy.Lineage.Audit;

/// <summary>One check of an audit. It puts at least one line on the sheet, and never lets what is not at hand pass for what is in order.</summary>
internal interface IAuditCheck
{
    /// <summary>What its lines are called.</summary>
    string Name { get; }

    /// <summary>Checks.</summary>
    /// <exception cref="InvalidDataException">The report does not say what it takes; the message is the end of a sentence that starts with the report.</exception>
    void Run(AuditScope scope);
}
