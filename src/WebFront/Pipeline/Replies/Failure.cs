using System.Collections.Immutable;

namespace Contacts.WebFront.Pipeline.Replies;

/// <summary>
/// A kind of failure as callers see it: HTTP status, the code of the coded dialect with its message and description, and the sentence of
/// the plain dialect. This class is the one table from failures to answers.
/// </summary>
internal sealed record Failure(int Status, string Code, string Message, string Description, string Plain)
{
    /// <summary>External id of the contact in the way, where there is one; shown in the coded dialect only.</summary>
    public string? ContactId { get; init; }

    /// <summary>Integer ids of the contacts in question, where there are several; shown in the plain dialect only.</summary>
    public ImmutableArray<long>? Candidates { get; init; }

    private const string Token = "Missing or invalid API token";

    public static readonly Failure KeyIsEmpty = new(
        401, "PUBLIC_API_KEY_IS_EMPTY", "The API key is missing.",
        "Send it as the query parameter apiKey, as Authorization: Bearer, or as the field apiKey of the JSON body.", Token);

    public static readonly Failure KeyFormat = new(
        401, "PUBLIC_API_KEY_IS_NOT_IN_VALID_FORMAT", "The API key does not have the format of a key.",
        "A key is PROD, DEV_ or ROOT followed by 28 letters and digits.", Token);

    public static readonly Failure KeyUnknown = new(
        401, "PUBLIC_API_KEY_DOES_NOT_EXIST", "The API key does not exist.", "Check that the whole key was copied.", Token);

    public static readonly Failure KeySample = new(
        401, "PUBLIC_API_KEY_SAMPLE_VALUE", "The API key is the sample of the documentation.",
        "Use a key of your own organisation.", Token);

    public static readonly Failure KeyOfDevelopment = KeySample with
    {
        Message = "The API key was made with the sample of the documentation.",
        Description = "It works in Development only. Use a key that was made with a key of your own.",
    };

    public static readonly Failure KeyRevoked = new(
        401, "PUBLIC_API_KEY_HAS_BEEN_DELETED", "The API key has been revoked.", "Generate a new key.", Token);

    public static readonly Failure KeyExpired = new(
        401, "PUBLIC_API_KEY_HAS_BEEN_EXPIRED", "The API key has expired.", "Generate a new key.", Token);

    public static readonly Failure NoScope = new(
        403, "PERMISSION_MEMBER_HAS_NO_PERMISSION", "The API key may not be used for this.",
        "Use a key that has the scope of this route.", "This token may not access contacts");

    public static readonly Failure NotSignedIn = NoScope with
    {
        Message = "You are not signed in", Description = "Sign in, and send the form again.", Plain = "You are not signed in",
    };

    public static readonly Failure RoleMissing = NoScope with
    {
        Message = "Your role does not allow this", Description = "An owner of the organisation gives roles.",
        Plain = "Your role does not allow this",
    };

    public static readonly Failure ForeignForm = new(
        403, "FORM_FROM_ELSEWHERE", "The form does not come from this service", "Nothing was done. Open the page and send its form.",
        "The form does not come from this service");

    public static readonly Failure StaleForm = new(
        400, "FORM_IS_STALE", "The form is out of date", "Nothing was done. Load the page again, and send its form.",
        "The form is out of date");

    public static readonly Failure OrganisationRequired = new(
        400, "INTERNAL_ORGANISATION_IS_REQUIRED", "A ROOT key must say for which organisation it acts.",
        "Name the organisation by the header X-Organisation or the query parameter organisation.", "X-Organisation is required");

    public static readonly Failure OrganisationUnknown = new(
        404, "INTERNAL_RESOURCE_NOT_FOUND", "Organisation not found", "No organisation has this slug.", "Organisation not found");

    public static readonly Failure TooManyRequests = new(
        429, "PUBLIC_API_KEY_TOO_MANY_REQUEST", "The limit of requests of this API key is used up.",
        "Wait for as long as Retry-After says.", "Rate limit exceeded");

    public static readonly Failure NoRoute = new(
        404, "INTERNAL_RESOURCE_NOT_FOUND", "Not found", "There is no such route; /docs lists all of them.", "Not found");

    public static readonly Failure NotFound = new(
        404, "INTERNAL_RESOURCE_NOT_FOUND", "Not found", "There is no such record in this organisation.", "Not found");

    public static readonly Failure ContactNotFound = NotFound with { Message = "Contact not found", Plain = "Contact not found" };
    public static readonly Failure GroupNotFound = NotFound with { Message = "Group not found", Plain = "Group not found" };
    public static readonly Failure MergeNotFound = NotFound with { Message = "Merge not found", Plain = "Merge not found" };
    public static readonly Failure ImportNotFound = NotFound with { Message = "Import not found", Plain = "Import not found" };
    public static readonly Failure KeyNotFound = NotFound with { Message = "API key not found", Plain = "API key not found" };
    public static readonly Failure TicketNotFound = NotFound with { Message = "Ticket not found", Plain = "Ticket not found" };

    public static readonly Failure MethodNotAllowed = new(
        405, "METHOD_NOT_ALLOWED", "Method not allowed", "The header Allow lists the methods of this route.", "Method not allowed");

    public static readonly Failure TooLarge = new(
        413, "PAYLOAD_TOO_LARGE", "Request body too large", "The body is larger than this route accepts.", "Request body too large");

    public static readonly Failure MediaType = new(
        415, "UNSUPPORTED_MEDIA_TYPE", "Content-Type must be application/json", "Send the body as JSON in UTF-8, without a content coding.",
        "Content-Type must be application/json");

    public static readonly Failure NotJson = new(
        400, "INTERNAL_VALIDATION_FAILED", "Request body must be valid JSON", "The body must be one JSON object in UTF-8.",
        "Request body must be valid JSON");

    public static readonly Failure BadRequest = new(
        400, "INTERNAL_VALIDATION_FAILED", "The request could not be read", "The connection or the request was damaged.",
        "The request could not be read");

    public static readonly Failure HostName = new(
        400, "INTERNAL_VALIDATION_FAILED", "In Development the service answers to localhost alone",
        "Name it localhost, 127.0.0.1 or [::1], or run it in another environment.",
        "In Development the service answers to localhost alone");

    public static readonly Failure SlowBody = new(
        408, "INTERNAL_VALIDATION_FAILED", "The request body arrived too slowly", "Send the body faster.",
        "The request body arrived too slowly");

    /// <summary>A field's value is refused; the message says which and why.</summary>
    public static readonly Failure Validation = new(
        400, "INTERNAL_VALIDATION_FAILED", "The request is not valid", "Correct the field that the message names.",
        "The request is not valid");

    public static readonly Failure EmailMismatch = new(
        409, "CONTACT_EMAIL_MISMATCH", "The contact has another e-mail address", "currentEmail must be the address the contact has now.",
        "The contact has another e-mail address");

    public static readonly Failure EmailTaken = new(
        409, "CONTACT_EMAIL_ALREADY_EXISTS", "A contact with this email already exists", "error.contactId names the contact that has it.",
        "A contact with this email already exists");

    public static readonly Failure ExternalIdTaken = new(
        409, "CONTACT_EXTERNAL_ID_ALREADY_EXISTS", "A contact with this external id already exists",
        "error.contactId names the contact that has it.", "A contact with this external id already exists");

    public static readonly Failure ContactSuppressed = new(
        409, "CONTACT_SUPPRESSED", "This contact asked to be forgotten", "Only a sign-up that the person confirms brings the contact back.",
        "This contact asked to be forgotten");

    public static readonly Failure ContactChanged = new(
        412, "CONTACT_CHANGED_MEANWHILE", "Contact was changed meanwhile", "Nothing was changed. Read the contact again.",
        "Contact was changed meanwhile");

    public static readonly Failure SeveralMatch = new(
        409, "SEVERAL_CONTACTS_MATCH", "Several contacts match", "Nothing was changed. Name one of them by its id.",
        "Several contacts match");

    public static readonly Failure MergeStays = new(
        409, "MERGE_CANNOT_BE_UNDONE", "The merge cannot be undone", "Nothing was changed.", "The merge cannot be undone");

    public static readonly Failure ImportEnded = new(
        409, "IMPORT_HAS_ENDED", "The import has ended", "Nothing was changed. What it has done can be undone.", "The import has ended");

    public static readonly Failure ImportRunning = new(
        409, "IMPORT_RUNNING", "An import with an address or number of the person has not ended",
        "Nothing was changed. Try again when it has ended, or cancel it.",
        "An import with an address or number of the person has not ended");

    public static readonly Failure ImportStays = new(
        409, "IMPORT_CANNOT_BE_UNDONE", "The import cannot be undone",
        "Nothing was changed. A dry run has written nothing; an import is undone once, when it has ended, within 30 days.",
        "The import cannot be undone");

    public static readonly Failure ConsentWithdrawn = new(
        409, "CONSENT_WITHDRAWN", "The consent was withdrawn", "Say in note how the person took that back.", "The consent was withdrawn");

    public static readonly Failure ConsentNotPending = new(
        409, "CONSENT_NOT_PENDING", "No confirmation is awaited", "Nothing was sent.", "No confirmation is awaited");

    public static readonly Failure ConfirmationHeld = new(
        409, "CONFIRMATION_HELD", "Too many confirmation mails were sent to this address",
        "Nothing was sent. An address gets at most three in 24 hours, five minutes apart.",
        "Too many confirmation mails were sent to this address");

    public static readonly Failure LinkUnknown = NotFound with
    {
        Message = "Link not found", Plain = "Link not found", Description = "The link is not one of this service.",
    };

    public static readonly Failure LinkExpired = new(
        410, "LINK_EXPIRED", "The link has expired", "Nothing was changed. The page of the link offers to send a new one.",
        "The link has expired");

    public static readonly Failure GroupNameTaken = new(
        409, "GROUP_NAME_ALREADY_EXISTS", "A group with this name already exists", "Names of groups differ by more than case.",
        "A group with this name already exists");

    public static readonly Failure GroupNotEmpty = new(
        409, "GROUP_NOT_EMPTY", "The group has members", "Nothing was changed. Merge it into another group, or take its members out of it.",
        "Group is not empty");

    public static readonly Failure OrganisationSuspended = new(
        403, "ORGANISATION_SUSPENDED", "The organisation is suspended", "Nothing was done. Ask whoever operates the service.",
        "Organisation is suspended");

    public static readonly Failure SlugTaken = new(
        409, "ORGANISATION_SLUG_ALREADY_EXISTS", "An organisation with this slug already exists", "Choose another slug.",
        "An organisation with this slug already exists");

    public static readonly Failure ChangedMeanwhile = new(
        409, "CHANGED_MEANWHILE", "It was changed meanwhile", "Nothing was changed. Try again.", "It was changed meanwhile");

    public static readonly Failure UserIsMember = new(
        409, "USER_ALREADY_MEMBER", "The person is a member already", "Nothing was changed. The console changes roles.",
        "The person is a member already");

    public static readonly Failure IdempotencyConflict = new(
        409, "IDEMPOTENCY_CONFLICT", "The Idempotency-Key was used with another body",
        "Nothing was done. Use a new Idempotency-Key for a new request.", "Idempotency-Key was used with another body");

    public static readonly Failure Unavailable = new(
        503, "INTERNAL_UNAVAILABLE", "The service is temporarily unavailable",
        "Nothing was done, or it is safe to repeat. Try again after as long as Retry-After says.", "Service temporarily unavailable");

    public static readonly Failure ExportsUnderWay = Unavailable with
    {
        Message = "Too many exports are under way",
        Description = "At most two of an organisation are made at once, and four of a process: try again when one has ended.",
    };

    public static readonly Failure ImportsWaiting = Unavailable with
    {
        Message = "Too many imports of this organisation have not ended",
        Description = "Nothing was done. At most 20 uploads and jobs of an organisation may be open: try again when one has ended.",
    };

    public static readonly Failure Internal = new(
        500, "INTERNAL_ERROR", "Something went wrong on our side", "The failure was recorded.", "Internal error");

    /// <summary>400 and a sentence of its own.</summary>
    public static Failure Invalid(string sentence) => Validation.WithMessage(sentence);

    /// <summary>400 `"field" is required`.</summary>
    public static Failure Required(string field) => Invalid($"\"{field}\" is required");

    /// <summary>Of required fields the first blank one, as a failure; null if all have a value.</summary>
    public static Failure? FirstMissing(params ReadOnlySpan<(string Name, string? Value)> fields)
    {
        foreach (var (name, value) in fields)
            if (string.IsNullOrWhiteSpace(value))
                return Required(name);
        return null;
    }

    /// <summary>This failure with words of its own in both dialects.</summary>
    public Failure WithMessage(string message, string? description = null) =>
        this with { Message = message, Plain = message, Description = description ?? Description };
}
