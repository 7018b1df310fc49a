from django.http import HttpResponse, JsonResponse


def prices(request):
    return JsonResponse([120, 80, 95])


def page(request):
    response = HttpResponse("<h1>Prices</h1>")
    response["Cache-Control"] = "max-age=60, public"
    return response


def remove(request):
    return HttpResponse("removed", status=204)
