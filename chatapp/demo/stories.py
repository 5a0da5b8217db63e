"""What the customers of Torra Café and its team have been writing to one another.

Every story has ended at least a day ago: the window is shut, as Meta's would be. What is open comes in live, from the
simulator's phone page.
"""

from chatapp.demo.script import (
    DAY,
    DELIVERED,
    FAILED,
    HOUR,
    READ,
    SENT,
    Line,
    Story,
    button,
    document,
    location,
    photo,
    voice,
)
from chatapp.demo.team import DIEGO, MARINA, RENATA
from chatapp.demo.tour import TOUR
from chatapp.models import ConversationStatus

STORIES = (
    TOUR,
    Story(
        "Helena Prado",
        "5511988772841",
        26 * HOUR,
        (
            Line("Oi! Meu pedido #1842 chegou hoje de manhã."),
            Line(
                "O pacote veio aberto e tem café espalhado na caixa toda 😕",
                raw=photo("O pacote veio aberto e tem café espalhado na caixa toda 😕"),
            ),
            Line("", raw=voice()),
            Line(
                "Sinto muito por isso, Helena! Vou mandar um pacote novo hoje mesmo, não precisa devolver este.",
                MARINA,
                6,
                quotes=1,
            ),
            Line("Perfeito, muito obrigada 🙌", gap=20),
            Line("Vem pela mesma transportadora? https://torra.example/rastreio/1842"),
            Line("Desta vez vai com a nossa van. Você recebe um link quando ela sair.", MARINA, 3),
            Line("Ótimo! Fico no aguardo.", gap=12),
        ),
        assignee=MARINA,
        tags=("troca", "atacado"),
    ),
    Story(
        "Bruno Azevedo",
        "5511976403318",
        27 * HOUR,
        (
            Line("Bom dia, vocês moem para Aeropress?", gap=0),
            Line("Bom dia, Bruno! Moemos sim, é só escolher *Aeropress* no pedido.", DIEGO, 4),
            Line("", gap=9, raw=voice()),
        ),
        assignee=DIEGO,
        unread=1,
    ),
    Story(
        "Lívia Monteiro",
        "5521998124410",
        28 * HOUR,
        (
            Line("Posso retirar na loja quinta-feira?"),
            Line("Pode! Estamos abertos das 9h às 19h.", MARINA, 5),
            Line("Perfeito", gap=1),
            Line("Combinado, até quinta!", MARINA, 2, READ),
        ),
        assignee=MARINA,
    ),
    Story(
        "Café Estação",
        "551933412277",
        29 * HOUR,
        (
            Line("Boa tarde! Somos o Café Estação, de Campinas."),
            Line("Vocês podem mandar a tabela de preços atualizada para revenda?", gap=1),
        ),
        tags=("atacado",),
        unread=2,
    ),
    Story(
        "João Tavares",
        "5511965017782",
        30 * HOUR,
        (
            Line("O entregador passou e não tinha ninguém em casa."),
            Line("Sem problema, João. Prefere receber amanhã de manhã ou à tarde?", DIEGO, 7),
            Line("De manhã, por favor", gap=3),
            Line("Reagendado para amanhã, entre 8h e 12h.", DIEGO, 2, DELIVERED),
        ),
        store=1,
        assignee=DIEGO,
        tags=("entrega",),
    ),
    Story(
        "Sofia Okada",
        "5511991226035",
        31 * HOUR,
        (Line("Olha como ficou o cantinho do café aqui ☕"), Line("", gap=1, raw=photo())),
        unread=2,
        tags=("elogio",),
    ),
    Story(
        "",
        "5521996401183",
        32 * HOUR,
        (Line("Olá, vocês entregam em Niterói?"),),
        unread=1,
    ),
    Story(
        "Renata Cardoso",
        "5531984415520",
        34 * HOUR,
        (
            Line("Oi, alguma novidade do meu pedido?"),
            Line("Seu pedido #1839 já está a caminho 🚚", MARINA, 8, DELIVERED),
        ),
        assignee=MARINA,
    ),
    Story(
        "Paulo Kimura",
        "5511970336094",
        36 * HOUR,
        (
            Line("Consegue me enviar a nota fiscal?"),
            Line("", gap=15, raw=document("comprovante-pix.pdf")),
            Line("Recebido, Paulo. A nota seguiu para o seu e-mail.", MARINA, 20, READ),
        ),
        assignee=MARINA,
        tags=("cobrança",),
    ),
    Story(
        "Ana Guimarães",
        "5511983347716",
        38 * HOUR,
        (
            Line("Chegou tudo certinho, parabéns pela embalagem!"),
            Line("Que bom, Ana! Obrigada pelo carinho 💚", RENATA, 5),
            Line("Obrigada! ⭐⭐⭐⭐⭐", gap=2),
        ),
        assignee=RENATA,
        tags=("elogio",),
    ),
    Story(
        "Mercado Figueira",
        "551432213344",
        3 * DAY,
        (
            Line("Precisamos repor 20 kg do blend da casa."),
            Line("Tentamos falar com você sobre a entrega de amanhã. Pode confirmar o endereço?", DIEGO, 90, SENT),
        ),
        assignee=DIEGO,
        tags=("atacado", "entrega"),
    ),
    Story(
        "Tiago Vidal",
        "5511969208851",
        4 * DAY,
        (
            Line("Podem entregar aqui?"),
            Line("", gap=1, raw=location("Rua dos Pinheiros, 870", "Pinheiros, São Paulo - SP")),
        ),
        unread=2,
    ),
    Story(
        "Elisa Lacerda",
        "5541998330127",
        5 * DAY,
        (
            Line("Qual café vocês indicam para espresso?"),
            Line(
                "O *Torra Escura* é o preferido de quem tem máquina em casa:\n- corpo intenso\n- notas de chocolate",
                MARINA,
                4,
            ),
            Line("Quero o de 500 g", gap=6, raw=button("Quero o de 500 g")),
            Line("Anotado! Segue o link de pagamento: https://torra.example/p/9920", MARINA, 3),
        ),
        store=1,
        assignee=MARINA,
    ),
    Story(
        "Gustavo Peixoto",
        "5511952218804",
        6 * DAY,
        (
            Line("Preciso cancelar a assinatura deste mês."),
            Line("Pronto, Gustavo: a próxima cobrança fica para janeiro.", DIEGO, 30, FAILED, error=131026),
        ),
        assignee=DIEGO,
        tags=("cobrança",),
    ),
    Story(
        "Nina",
        None,
        7 * DAY,
        (Line("Oi, vi vocês no Instagram!"), Line("Vocês têm descafeinado?", gap=1)),
        bsuid="BR.2000000000000017",
        username="nina.cafe",
        unread=2,
    ),
    Story(
        "Padaria Aurora",
        "551133445566",
        8 * DAY,
        (
            Line("Fechamos o pedido semanal: 10 kg, toda terça."),
            Line("Fechado! Primeira entrega na próxima terça.", RENATA, 12),
        ),
        assignee=RENATA,
        status=ConversationStatus.RESOLVED,
        tags=("atacado",),
    ),
    Story(
        "Camila Duarte",
        "5585987654019",
        9 * DAY,
        (Line("Obrigada pela troca, agora veio certo!"), Line("Disponha, Camila!", DIEGO, 3)),
        store=1,
        assignee=DIEGO,
        status=ConversationStatus.RESOLVED,
        tags=("troca",),
    ),
    Story(
        "Rodrigo Sampaio",
        "5561991827364",
        12 * DAY,
        (
            Line("Vocês têm loja em Brasília?"),
            Line("Ainda não, mas enviamos para todo o país.", MARINA, 15),
            Line("Certo, obrigado", gap=40),
        ),
        assignee=MARINA,
        status=ConversationStatus.RESOLVED,
    ),
)
