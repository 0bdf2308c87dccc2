using MixPolicy.Diagnostics;

namespace MixPolicy.Signing;

/// <summary>Why something cannot be signed. Becomes a finding; the outputs stay as they were. Never holds a private key.</summary>
public sealed class SigningException : Exception
{
    /// <summary>A fault of signing.</summary>
    /// <param name="code">Its code.</param>
    /// <param name="message">What was found, as a sentence.</param>
    /// <param name="remedy">What would mend it.</param>
    public SigningException(string code, string message, string remedy)
        : base(message) => (Code, Remedy) = (code, remedy);

    /// <summary>A fault of the signer that has no code of its own.</summary>
    /// <param name="message">What was found, as a sentence.</param>
    public SigningException(string message)
        : this(Codes.SigningFailed, message, "mend the cause and build again")
    {
    }

    /// <summary>Its code in the catalogue.</summary>
    public string Code { get; }

    /// <summary>What would mend it.</summary>
    public string Remedy { get; }
}
