// Words that names of events and fields are often made of, where a letter's difference makes another word of it.
// Two names that differ in two of these words are two names: `started_at` and `starred_at`, `plan_changed` and `plan_charged`.

const text = `
accept accepted access account action active address adjusted admin agent album alert allowed amount angle answer append
applied apply approved archive archived article aspect assigned asset attached attempt attribute auction audio audit author
average avatar awarded badge balance banned banner basket batch binary birth blocked board bonus booked border bounced bought
branch brand bread break broken brought browser bucket budget buffer button buyer called caller camera campaign canceled
cancelled capacity captain caption capture captured carrier cart catalog category caught cause cause center chain change
changed channel charge charged chart checked checkout chosen city claim claimed class cleaned cleaner cleared client clock
clicked clone cloned close closed cloud cluster code collection color column command comment commission commit company
compete compiled complete completed compute condition config confirmed connected connection contact content contest context
continue contract control conversion converted cookie copied cost costs council count counted counter country county coupon
course court cover crashed crated create created creation credit credited crossed current cursor custom customer data date
dated dealt debit decided decline declined default delay delayed deleted delivered delivery demand denied depart deploy
deployed deposit depleted deposited depth design desire detail detected device diary dictated digest digit direct disabled discord
discount display distance district domain donated donor double draft drafted dragged driver drop dropped duration earned
edge edited edition editor effect email embed emitted employee enabled ended engine entered entity entry error escaped event
exact example excluded execute expected expense expired export exported extended extension external extra factor failed
failure farmed feature field figure filed filled filter filtered final finance find fired fixed flagged flight floor flow
folder followed forced foreign form format formed forum forward found frame fraud freed frozen fully function fund funded
gained game gate gender general given global grade grant granted graph grand great ground group guest guide handed handle
hashed header health heard heart height hidden hired history hold holder honor hosted hotel hour house human image imported
inbound income index indexed initial input install instance instant internal interval invited invited invoice invoked invoke
issue issued item joined joint journal judge label labeled landed landing language lapsed later latest launched layer layout
lead leader league learned leased least left legal length lesson letter level license lifted light liked limit limited line
linked list listed listing load loaded loan local locale location locked locker logged logger login logout lost lower loyal
machine mailed major manager manual mapped margin mark marked market match matched maximum media member mentioned menu
merchant merged message massage method metric middle minimum minor minute missed mission mobile modal mode model modified
module moment money month moved movement movie muted named native network never night noted notice notified number object
offer offered office online opened option order ordered organic origin other outbound outcome output owner package packet
paid page paint pair panel parcel parent parse parsed parsing part partner party passed passive patch patent path patient
patron paused payer payment pending period person phase phone photo phrase picked picture piece pinged pinned place placed
plan plane planned planted plate platform player plugin point policy police poll pool portal posted pasted poster power
prefix premium prepared present pressed price pricing primary print printed prior private prize process produce product
profile profit program project promo promoted prompt proof property proposal protocol provider public published pulled
purchase pushed quality quantity quarter query question queue quick quota quote quoted range rank ranked rate rated rating
reached reaction read reader ready reason received recent record recorded recovered recruited redacted reduced referral refund
refunded refused region registered rejected related release released reload relation religion remark remove removed renamed
rental rented repaid repair reply report reported request required reserved reset resolved resource response rest result resume
retained retired retried return returned reveal revenue reverted review reviewed revised reward rewarded role rolled rotated
round route router rule sample saved scale scanned scene schema scheme school scope score scored screen script search searched
season seated second secret section sector secure selected sell seller sender sensor sent series server served service session
setting settled setup shade shape shaped share shared sheet shift shifted shipped shipping shop shopped short shown side signal
signed signup silent single site size skill skipped slide slot small smart social sold solved sorted sound source space spent
split sport staff stage staged stale stamp standard star starred start started state stated station status stay stayed stock
stopped storage store stored story strategy stream street strict string student style subject submitted subtotal success suffix
suite summary supplier support surface survey switch switched symbol synced system table tagged taken talked target task taxed
team template tenant tender tested text theme thread threat ticket tier tile time timed timer title toggle toggled token
tool topic total touched tower track tracked trade traded traffic trail trailed trained training transaction transfer
transferred transit translation travel treated tree trial tried trigger triggered trip trust turned type typed unique unit
unlocked updated upgrade upgraded uploaded upload unload usage used user valid value variant variance vault vector vehicle
vendor verified version video view viewed viewer vision visit visited visitor visual voice volume voted voucher waited wallet
warehouse warned warning watch watched weather website week weight widget width winner window withdrawn worked worker world
writer written yield zone

band bank bath bead book boot case cash chat coat cook core fame fist hart hose math moth pace pane post rage safe sage sale
seat sock soil sore spit spot stat tack tied tone vale word
`;

/** The words. */
export const vocabulary: ReadonlySet<string> = new Set(text.trim().split(/\s+/));
